#include "sim/contender/picture_metrics.hpp"

#include "sim/contender/metric_access.hpp"

namespace acklab::contender {
namespace {

using workload::PictureMeasures;

template <auto Member>
MetricValue picture_member(const RunResult& run) {
  const auto& part = run.workload.picture;
  if (!was_run(run) || !part) return std::nullopt;
  return as_metric((*part).*Member);
}

/// Pixels of one fate in the picture as it came.
template <auto Fate>
MetricValue pixels_received(const RunResult& run) {
  const auto& part = run.workload.picture;
  if (!was_run(run) || !part) return std::nullopt;
  return as_metric(part->received.*Fate);
}

/// The same with each record in its place.
template <auto Fate>
MetricValue pixels_placed(const RunResult& run) {
  const auto& part = run.workload.picture;
  if (!was_run(run) || !part || !part->placed) return std::nullopt;
  return as_metric((*part->placed).*Fate);
}

MetricValue intact_pixels_ratio(const RunResult& run) {
  const auto& part = run.workload.picture;
  if (!was_run(run) || !part) return std::nullopt;
  return ratio_of(part->received.intact, part->pixels);
}

constexpr Metric picture_table[] = {
    {"workload.picture.pixels", "pixels of the picture that was sent", false,
     picture_member<&PictureMeasures::pixels>},
    {"workload.picture.intact_pixels",
     "pixels that are right in the picture as it came, records one after the other", false,
     pixels_received<&picture::PixelCounts::intact>},
    {"workload.picture.wrong_pixels", "pixels in it that are something else", false,
     pixels_received<&picture::PixelCounts::wrong>},
    {"workload.picture.missing_pixels", "pixels at its end that never came", false,
     pixels_received<&picture::PixelCounts::missing>},
    {"workload.picture.surplus_bytes", "what came beyond its end", false,
     picture_member<&PictureMeasures::surplus_bytes>},
    {"workload.picture.intact_ratio", "right in the picture as it came, of all its pixels", false,
     intact_pixels_ratio},
    {"workload.picture.placed_intact_pixels",
     "of messages: pixels that are right with each record in the place that its number says", false,
     pixels_placed<&picture::PixelCounts::intact>},
    {"workload.picture.placed_wrong_pixels", "pixels that then are something else", false,
     pixels_placed<&picture::PixelCounts::wrong>},
    {"workload.picture.placed_missing_pixels", "pixels that then are not there", false,
     pixels_placed<&picture::PixelCounts::missing>},
};

}  // namespace

std::span<const Metric> picture_metrics() {
  return picture_table;
}

}  // namespace acklab::contender
