#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {

nlohmann::ordered_json jitter_json(const link::Jitter& jitter) {
  nlohmann::ordered_json json{{"amount", format_duration(jitter.amount)}};
  if (jitter.distribution == link::JitterDistribution::table) {
    json["distribution"] = {{"table", jitter.file}};
  } else {
    json["distribution"] = name_of(jitter.distribution, distribution_names);
  }
  json["reorder"] = jitter.may_reorder;
  return json;
}

nlohmann::ordered_json reorder_json(const link::ReorderSettings& settings) {
  if (!settings.by && settings.gap == link::ReorderSettings{}.gap) {
    return format_percentage(settings.probability);
  }
  nlohmann::ordered_json json{{"probability", format_percentage(settings.probability)}};
  if (settings.by) {
    json["by"] = *settings.by;
    json["at_most"] = format_duration(settings.at_most);
  } else {
    json["gap"] = settings.gap;
  }
  return json;
}

}  // namespace acklab::scenario
