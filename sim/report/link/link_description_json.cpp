#include <nlohmann/json.hpp>

#include "sim/report/json/json_value.hpp"
#include "sim/report/link/link_description.hpp"
#include "sim/report/link/link_figures.hpp"
#include "sim/report/link/link_steps.hpp"
#include "sim/report/link/nearest_tc.hpp"

namespace acklab::report {
namespace {

Json described_direction_json(const link::DirectionSettings& settings,
                              const DirectionFigures& figures) {
  Json steps = Json::array();
  for (const LinkStep& step : link_steps(settings)) {
    steps.push_back({{"step", step.name}, {"text", step.text}});
  }
  const NearestTc nearest = nearest_tc(settings);
  return {{"steps", std::move(steps)},
          {"mean_loss_ratio", figures.mean_loss_ratio},
          {"mean_burst_packets", or_null(figures.mean_burst_packets)},
          {"whole_ratio", figures.whole_ratio},
          {"delay_ms", figures.delay_ms},
          {"rate_bits_per_s", or_null(figures.rate_bits_per_s)},
          {"full_packet_ms", or_null(figures.full_packet_ms)},
          {"bdp_bytes", or_null(figures.bdp_bytes)},
          {"full_queue_bytes", or_null(figures.queue_bytes)},
          {"full_queue_ms", or_null(figures.queue_ms)},
          {"full_queue_bdps", or_null(figures.queue_bdps)},
          {"nearest_tc", {{"commands", nearest.commands}, {"differences", nearest.differences}}}};
}

}  // namespace

std::string link_description_json(const link::LinkSettings& settings) {
  const LinkFigures figures = link_figures(settings);
  const Json json = {{"forward", described_direction_json(settings.forward, figures.forward)},
                     {"reverse", described_direction_json(settings.reverse, figures.reverse)},
                     {"round_trip",
                      {{"full_packet_bytes", full_packet_bytes},
                       {"bare_ack_bytes", bare_ack_bytes},
                       {"empty_link_ms", figures.empty_round_trip_ms},
                       {"full_queue_ms", or_null(figures.full_round_trip_ms)}}}};
  return json_text(json) + '\n';
}

}  // namespace acklab::report
