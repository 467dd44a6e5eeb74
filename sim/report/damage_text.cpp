#include <string>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

std::string kind_of_damage(const link::CorruptSettings& settings, const Words& words) {
  switch (settings.kind) {
    case link::DamageKind::bit:
      return "";
    case link::DamageKind::bits:
      return words.say("link.damage_bits", settings.count);
    case link::DamageKind::burst:
      return words.say("link.damage_bursts", settings.length_bits);
    case link::DamageKind::byte:
      return words("link.damage_bytes");
    case link::DamageKind::swapped_words:
      return words("link.damage_swapped");
    case link::DamageKind::compensating_pair:
      return words("link.damage_pairs");
  }
  return "";
}

const std::string& region_words(link::DamageRegion region, const Words& words) {
  switch (region) {
    case link::DamageRegion::header:
      return words("link.damage_in_header");
    case link::DamageRegion::payload:
      return words("link.damage_in_payload");
    case link::DamageRegion::anywhere:
      break;
  }
  return words("link.damage_anywhere");
}

}  // namespace

std::string corrupt_text(const link::CorruptSettings& settings, const Words& words) {
  std::string details = kind_of_damage(settings, words);
  const auto add = [&](const std::string& part) {
    details += (details.empty() ? "" : words("run.comma")) + part;
  };
  if (settings.region != link::DamageRegion::anywhere) {
    add(region_words(settings.region, words));
  }
  if (settings.checksum == link::DamagedChecksum::repaired) add(words("link.damage_repaired"));
  const std::string share =
      words.say("link.corrupt", percent_setting(settings.probability.as_double()));
  return details.empty() ? share : words.say("link.corrupt_details", share, details);
}

}  // namespace acklab::report
