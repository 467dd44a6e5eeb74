#include <string>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

std::string kind_of_damage(const link::CorruptSettings& settings) {
  switch (settings.kind) {
    case link::DamageKind::bit:
      return "";
    case link::DamageKind::bits:
      return fmt::format("{} bits", settings.count);
    case link::DamageKind::burst:
      return fmt::format("bursts of {} bits", settings.length_bits);
    case link::DamageKind::byte:
      return "bytes";
    case link::DamageKind::swapped_words:
      return "swapped words";
    case link::DamageKind::compensating_pair:
      return "compensating pairs";
  }
  return "";
}

}  // namespace

std::string corrupt_text(const link::CorruptSettings& settings) {
  std::string details = kind_of_damage(settings);
  const auto add = [&details](const std::string& part) {
    details += (details.empty() ? "" : ", ") + part;
  };
  if (settings.region != link::DamageRegion::anywhere) {
    add(std::string{"in the "} + to_string(settings.region));
  }
  if (settings.checksum == link::DamagedChecksum::repaired) add("checksum repaired");
  const std::string share = percent_setting(settings.probability.as_double()) + " corrupt";
  return details.empty() ? share : fmt::format("{} ({})", share, details);
}

}  // namespace acklab::report
