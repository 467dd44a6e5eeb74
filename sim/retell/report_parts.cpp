#include "sim/retell/report_parts.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace acklab::retell {
namespace {

using report::Json;

/// More than anything that is counted or timed; text is not made for it.
constexpr double most_of_anything = 1e18;

const Json no_part;

}  // namespace

const Json& ReportParts::at(const Json& object, std::string_view place) {
  const Json* here = &object;
  for (std::string_view rest = place; !here->is_null();) {
    const std::size_t dot = rest.find('.');
    const auto found =
        here->is_object() ? here->find(std::string{rest.substr(0, dot)}) : here->end();
    if (found == here->end()) {
      refuse(place);
      break;
    }
    if (dot == std::string_view::npos) return *found;
    here = &*found;
    rest.remove_prefix(dot + 1);
  }
  return no_part;
}

const Json& ReportParts::array(const Json& object, std::string_view place) {
  const Json& found = at(object, place);
  if (!found.is_array()) refuse(place);
  return found.is_array() ? found : no_part;
}

const Json& ReportParts::object(const Json& object, std::string_view place) {
  const Json& found = at(object, place);
  if (!found.is_object()) refuse(place);
  return found.is_object() ? found : no_part;
}

std::string ReportParts::text(const Json& object, std::string_view place) {
  const Json& found = at(object, place);
  if (found.is_string()) return found.get<std::string>();
  refuse(place);
  return {};
}

std::string ReportParts::text_or_null(const Json& object, std::string_view place) {
  return at(object, place).is_null() ? std::string{} : text(object, place);
}

bool ReportParts::truth(const Json& object, std::string_view place) {
  const Json& found = at(object, place);
  if (found.is_boolean()) return found.get<bool>();
  refuse(place);
  return false;
}

std::optional<double> ReportParts::number_or_null(const Json& object, std::string_view place) {
  const Json& found = at(object, place);
  if (found.is_null()) return std::nullopt;
  if (found.is_boolean()) return found.get<bool>() ? 1 : 0;
  if (found.is_number() && std::fabs(found.get<double>()) <= most_of_anything)
    return found.get<double>();
  refuse(place);
  return std::nullopt;
}

void ReportParts::refuse(std::string_view place) {
  if (problem_) return;
  problem_ = where_.empty() || place.empty() ? where_ + std::string{place}
                                             : fmt::format("{}.{}", where_, place);
}

}  // namespace acklab::retell
