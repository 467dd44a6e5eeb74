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

}  // namespace

Json series_json(const std::vector<contender::SeriesPoint>& series) {
  using Point = contender::SeriesPoint;
  Json json = Json::object();
  json["at_ms"] = column(series, [](const Point& p) { return Json(to_milliseconds(p.at)); });
  json["delivered_bytes"] = column(series, [](const Point& p) { return Json(p.delivered_bytes); });
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
