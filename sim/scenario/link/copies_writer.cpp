#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {

nlohmann::ordered_json duplicate_json(const link::DuplicateSettings& settings) {
  if (settings == link::DuplicateSettings{settings.probability}) {
    return format_percentage(settings.probability);
  }
  return {{"probability", format_percentage(settings.probability)},
          {"copies", settings.copies},
          {"spacing", format_duration(settings.spacing)}};
}

}  // namespace acklab::scenario
