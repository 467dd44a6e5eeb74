#include <cstddef>

#include <nlohmann/json.hpp>

#include "sim/report/json/json_value.hpp"

namespace acklab::report {
namespace {

std::string scalar_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool holds_only_scalars(const Json& json) {
  for (const Json& element : json) {
    if (element.is_structured()) return false;
  }
  return true;
}

void write_indented(const Json& json, std::size_t depth, std::string& text) {
  if (!json.is_structured() || json.empty() || (json.is_array() && holds_only_scalars(json))) {
    text += scalar_text(json);
    return;
  }
  const std::string margin(2 * (depth + 1), ' ');
  text += json.is_object() ? "{\n" : "[\n";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) text += ",\n";
    first = false;
    text += margin;
    if (json.is_object()) text += scalar_text(Json(key)) + ": ";
    write_indented(value, depth + 1, text);
  }
  text += '\n' + std::string(2 * depth, ' ') + (json.is_object() ? '}' : ']');
}

}  // namespace

std::string json_text(const Json& json) {
  std::string text;
  write_indented(json, 0, text);
  return text;
}

}  // namespace acklab::report
