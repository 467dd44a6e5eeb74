#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/report/json/report_parts.hpp"

namespace acklab::report {
namespace {

template <typename Of>
Json column(const std::vector<contender::SeriesPoint>& series, Of of) {
  Json values = Json::array();
  for (const contender::SeriesPoint& point : series) values.push_back(of(point));
  return values;
}

/// Of the time since the point before; nothing at the first.
Json goodput_column(const std::vector<contender::SeriesPoint>& series) {
  Json values = Json::array();
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (i == 0) {
      values.push_back(nullptr);
      continue;
    }
    const std::uint64_t more = series[i].delivered_bytes - series[i - 1].delivered_bytes;
    values.push_back(
        std::round(static_cast<double>(more) * 8 / to_seconds(series[i].at - series[i - 1].at)));
  }
  return values;
}

}  // namespace

Json series_json(const std::vector<contender::SeriesPoint>& series) {
  using Point = contender::SeriesPoint;
  Json json = Json::object();
  json["at_ms"] = column(series, [](const Point& p) { return Json(to_milliseconds(p.at)); });
  json["delivered_bytes"] = column(series, [](const Point& p) { return Json(p.delivered_bytes); });
  json["goodput_bits_per_s"] = goodput_column(series);
  json["congestion_window_bytes"] =
      column(series, [](const Point& p) { return or_null(p.congestion_window_bytes); });
  json["slow_start_threshold_bytes"] =
      column(series, [](const Point& p) { return or_null(p.slow_start_threshold_bytes); });
  json["in_flight_bytes"] =
      column(series, [](const Point& p) { return or_null(p.in_flight_bytes); });
  json["smoothed_rtt_ms"] =
      column(series, [](const Point& p) { return or_null(milliseconds(p.smoothed_rtt)); });
  json["retransmission_timeout_ms"] = column(
      series, [](const Point& p) { return or_null(milliseconds(p.retransmission_timeout)); });
  return json;
}

}  // namespace acklab::report
