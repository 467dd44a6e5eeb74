#include <nlohmann/json.hpp>

#include "sim/scenario/link/corruption_names.hpp"
#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {

nlohmann::ordered_json corrupt_json(const link::CorruptSettings& settings) {
  if (settings == link::CorruptSettings{settings.probability}) {
    return format_percentage(settings.probability);
  }
  nlohmann::ordered_json json{{"probability", format_percentage(settings.probability)}};
  json.update(damage_json(settings));
  return json;
}

nlohmann::ordered_json damage_json(const link::CorruptSettings& settings) {
  nlohmann::ordered_json json{{"kind", name_of(settings.kind, damage_kind_names)}};
  if (settings.kind == link::DamageKind::bits) json["count"] = settings.count;
  if (settings.kind == link::DamageKind::burst) json["length"] = settings.length_bits;
  json["region"] = name_of(settings.region, damage_region_names);
  json["checksum"] = name_of(settings.checksum, damaged_checksum_names);
  return json;
}

}  // namespace acklab::scenario
