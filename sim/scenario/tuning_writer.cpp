#include "sim/scenario/tuning_writer.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/names.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {

void add_tuning(nlohmann::ordered_json& json, const contender::Tuning& tuning) {
  if (tuning.max_segment_bytes) json["mss"] = format_size(*tuning.max_segment_bytes);
  if (tuning.send_buffer_bytes) json["send_buffer"] = format_size(*tuning.send_buffer_bytes);
  if (tuning.receive_buffer_bytes) {
    json["receive_buffer"] = format_size(*tuning.receive_buffer_bytes);
  }
  if (tuning.keep_alive) {
    json["keep_alive"] = {{"idle", format_duration(tuning.keep_alive->idle)},
                          {"interval", format_duration(tuning.keep_alive->probe_interval)},
                          {"probes", tuning.keep_alive->probes}};
  }
  if (tuning.user_timeout) json["user_timeout"] = format_duration(*tuning.user_timeout);
  if (tuning.initial_rto) json["initial_rto"] = format_duration(*tuning.initial_rto);
  if (tuning.min_rto) json["min_rto"] = format_duration(*tuning.min_rto);
  if (tuning.initial_window_segments) json["initial_window"] = *tuning.initial_window_segments;
  if (tuning.pacing) json["pacing"] = *tuning.pacing;
  if (tuning.cheat != transport::Cheat::none) {
    json["receiver"] = {{"cheats", name_of(tuning.cheat, cheat_names)}};
  }
}

}  // namespace acklab::scenario
