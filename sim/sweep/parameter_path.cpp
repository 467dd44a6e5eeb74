#include "sim/sweep/parameter_path.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/refusal.hpp"
#include "sim/scenario/scenario_keys.hpp"

namespace acklab::sweep {
namespace {

using scenario::JsonMember;
using scenario::JsonValue;
using Step = ParameterPath::Step;

constexpr std::size_t max_path_characters = 100;

/// What no run may have of its own, and what to do instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> not_swept{
    {{"seed", "give \"seeds\" instead"},
     {"repeat", "give \"seeds\" instead"},
     {"path", "all runs take one path, the scenario's or that of --path"},
     {"name", "it decides nothing"},
     {"title", "it decides nothing"},
     {"question", "it decides nothing"},
     {"explanation", "it decides nothing"},
     {"try_next", "it decides nothing"},
     {"duration_estimate", "it decides nothing"},
     {"$schema", "it decides nothing"},
     {"expect", "a sweep judges nothing"},
     {"theory", "a sweep judges nothing"},
     {"sweep", "a sweep has no sweep in it"}}};

bool is_key_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
}

/// "key" or "key[3]"; false when it is neither.
bool add_steps(std::string_view part, std::vector<Step>& steps) {
  const std::string_view key = part.substr(0, part.find('['));
  if (key.empty() || !std::all_of(key.begin(), key.end(), is_key_letter)) return false;
  steps.emplace_back(std::string{key});
  if (key.size() == part.size()) return true;
  const std::string_view digits = part.substr(key.size() + 1);
  std::size_t index = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, index);
  if (error != std::errc{} || stopped + 1 != end || *stopped != ']') return false;
  steps.emplace_back(index);
  return true;
}

std::string text_of(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& step : steps) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      text += (text.empty() ? "" : ".") + *key;
    } else {
      text += fmt::format("[{}]", std::get<std::size_t>(step));
    }
  }
  return text;
}

/// The member of that key, made when it is missing; nothing when `object` is none.
JsonValue* member_of(JsonValue& object, const std::string& key) {
  auto* members = std::get_if<JsonValue::Object>(&object.content);
  if (members == nullptr) return nullptr;
  for (JsonMember& member : *members) {
    if (member.key == key) return &member.value;
  }
  members->push_back({key, {JsonValue::Object{}, object.line}});
  return &members->back().value;
}

JsonValue* element_of(JsonValue& array, std::size_t index) {
  auto* elements = std::get_if<JsonValue::Array>(&array.content);
  if (elements == nullptr || index >= elements->size()) return nullptr;
  return &(*elements)[index];
}

std::string no_place(const JsonValue& at, const std::vector<Step>& before, const Step& step) {
  const std::string where = before.empty() ? "the scenario" : text_of(before);
  if (const auto* key = std::get_if<std::string>(&step)) {
    return fmt::format("{} is {}, which has no place for \"{}\"; write it as an object there",
                       where, describe(at), *key);
  }
  const std::size_t index = std::get<std::size_t>(step);
  const auto* elements = std::get_if<JsonValue::Array>(&at.content);
  if (elements == nullptr) return fmt::format("{} is {}, no array", where, describe(at));
  return fmt::format("{} has {} elements, counted from 0: there is no number {}", where,
                     elements->size(), index);
}

}  // namespace

Expected<ParameterPath, std::string> ParameterPath::parse(std::string_view text) {
  const auto malformed = [text] {
    return failure(
        fmt::format("{} is no path into a scenario such as \"loss\", \"link.forward.delay\", "
                    "\"workload.bytes\" or \"contenders[1].congestion\"",
                    scenario::in_quotes(text)));
  };
  if (text.size() > max_path_characters) return malformed();
  ParameterPath path;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    if (!add_steps(text.substr(begin, end - begin), path.steps_)) return malformed();
    begin = end + 1;
  }
  const std::string& first = std::get<std::string>(path.steps_.front());
  const auto refused = std::find_if(not_swept.begin(), not_swept.end(),
                                    [&first](const auto& entry) { return entry.first == first; });
  if (refused != not_swept.end()) {
    return failure(fmt::format("\"{}\" cannot be swept: {}", refused->first, refused->second));
  }
  // A word that is no key of the scenario is one of the link, or a mistake its reader will find.
  const bool from_root = std::find(scenario::scenario_keys.begin(), scenario::scenario_keys.end(),
                                   first) != scenario::scenario_keys.end();
  if (!from_root) path.steps_.insert(path.steps_.begin(), std::string{"link"});
  path.text_ = text_of(path.steps_);
  return path;
}

bool ParameterPath::overlaps(const ParameterPath& other) const {
  const std::size_t shared = std::min(steps_.size(), other.steps_.size());
  return std::equal(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(shared),
                    other.steps_.begin());
}

Expected<void, std::string> ParameterPath::put(const JsonValue& value, JsonValue& into) const {
  JsonValue* at = &into;
  for (std::size_t number = 0; number < steps_.size(); ++number) {
    const Step& step = steps_[number];
    const auto* key = std::get_if<std::string>(&step);
    JsonValue* const next =
        key != nullptr ? member_of(*at, *key) : element_of(*at, std::get<std::size_t>(step));
    if (next == nullptr) {
      const auto end = steps_.begin() + static_cast<std::ptrdiff_t>(number);
      return failure(no_place(*at, {steps_.begin(), end}, step));
    }
    at = next;
  }
  *at = value;
  return {};
}

}  // namespace acklab::sweep
