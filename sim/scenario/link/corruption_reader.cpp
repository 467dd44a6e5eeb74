#include "sim/scenario/link/corruption_names.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using link::CorruptSettings;
using link::DamageKind;

/// A number that belongs to one kind of damage and is needed there.
std::uint32_t read_extent(const Members& members, std::string_view key, std::uint32_t max,
                          bool wanted) {
  const auto extent = members.find(key);
  if (wanted) {
    if (extent) return static_cast<std::uint32_t>(extent->whole_number(1, max).value_or(1));
    members.here().refuse(key == "count" ? "the kind \"bits\" needs a \"count\""
                                         : "the kind \"burst\" needs a \"length\" in bits");
  } else if (extent) {
    extent->refuse(key == "count" ? "\"count\" has no effect without \"kind\": \"bits\""
                                  : "\"length\" has no effect without \"kind\": \"burst\"");
  }
  return 1;
}

bool is_seen_by_no_internet_checksum(DamageKind kind) {
  return kind == DamageKind::swapped_words || kind == DamageKind::compensating_pair;
}

CorruptSettings read_corrupt_object(const Cursor& cursor) {
  const Members members{cursor,
                        "a percentage such as \"1%\" or an object with \"probability\"",
                        {"probability", "kind", "count", "length", "region", "checksum"}};
  CorruptSettings settings = read_damage(members);
  if (const auto probability = members.require("probability")) {
    settings.probability = read_percentage(*probability).value_or(Probability{});
  }
  return settings;
}

}  // namespace

CorruptSettings read_damage(const Members& members) {
  CorruptSettings settings;
  if (const auto kind = members.find("kind")) {
    settings.kind = kind->choice<DamageKind>(damage_kind_names).value_or(DamageKind::bit);
  }
  settings.count =
      read_extent(members, "count", link::max_damaged_bits, settings.kind == DamageKind::bits);
  settings.length_bits =
      read_extent(members, "length", link::max_burst_bits, settings.kind == DamageKind::burst);
  if (const auto region = members.find("region")) {
    settings.region =
        region->choice<link::DamageRegion>(damage_region_names).value_or(settings.region);
  }
  if (const auto checksum = members.find("checksum")) {
    settings.checksum =
        checksum->choice<link::DamagedChecksum>(damaged_checksum_names).value_or(settings.checksum);
    if (settings.checksum == link::DamagedChecksum::repaired &&
        is_seen_by_no_internet_checksum(settings.kind)) {
      checksum->refuse(
          "\"repaired\" has no effect with this kind of damage, which no Internet checksum sees");
    }
  }
  return settings;
}

void read_corruption(const Members& members, link::DirectionSettings& into) {
  const auto corrupt = members.find("corrupt");
  if (!corrupt) return;
  if (corrupt->is_string() || corrupt->is_number()) {
    into.corrupt = read_percentage(*corrupt).value_or(Probability{});
  } else {
    into.corrupt = read_corrupt_object(*corrupt);
  }
}

}  // namespace acklab::scenario
