#include <nlohmann/json.hpp>

#include "sim/scenario/json_value.hpp"

namespace acklab::scenario {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

struct TextOf {
  std::string operator()(std::nullptr_t) const { return "null"; }
  std::string operator()(bool truth) const { return truth ? "true" : "false"; }
  std::string operator()(const JsonNumber& number) const { return number.text; }
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(const JsonValue::Array& elements) const {
    std::string text = "[";
    for (const JsonValue& element : elements) {
      if (text.size() > 1) text += ',';
      text += json_text(element);
    }
    return text + ']';
  }
  std::string operator()(const JsonValue::Object& members) const {
    std::string text = "{";
    for (const JsonMember& member : members) {
      if (text.size() > 1) text += ',';
      text += quoted(member.key) + ':' + json_text(member.value);
    }
    return text + '}';
  }
};

}  // namespace

std::string json_text(const JsonValue& value) {
  return std::visit(TextOf{}, value.content);
}

}  // namespace acklab::scenario
