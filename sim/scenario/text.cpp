#include "sim/scenario/text.hpp"

#include <algorithm>

namespace acklab::scenario {
namespace {

bool all_within(std::string_view part, char first, char last) {
  return std::all_of(part.begin(), part.end(), [&](char c) { return c >= first && c <= last; });
}

bool is_script(std::string_view part) {
  return part.size() == 4 && all_within(part.substr(0, 1), 'A', 'Z') &&
         all_within(part.substr(1), 'a', 'z');
}

bool is_region(std::string_view part) {
  return (part.size() == 2 && all_within(part, 'A', 'Z')) ||
         (part.size() == 3 && all_within(part, '0', '9'));
}

std::string_view primary_of(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

/// Takes the next part off the front of a tag.
std::string_view take_part(std::string_view& tag) {
  const std::string_view part = primary_of(tag);
  tag.remove_prefix(std::min(part.size() + 1, tag.size()));
  return part;
}

}  // namespace

bool is_language_tag(std::string_view tag) {
  if (tag.ends_with('-')) return false;
  const std::string_view language = take_part(tag);
  if (language.size() < 2 || language.size() > 3 || !all_within(language, 'a', 'z')) return false;
  if (tag.empty()) return true;
  std::string_view part = take_part(tag);
  if (is_script(part)) {
    if (tag.empty()) return true;
    part = take_part(tag);
  }
  return is_region(part) && tag.empty();
}

Text::ByLanguage::const_iterator Text::find(std::string_view language) const {
  for (std::string_view range = language; !range.empty();
       range = range.substr(0, range.find('-') == range.npos ? 0 : range.rfind('-'))) {
    if (const auto found = by_language_.find(range); found != by_language_.end()) return found;
  }
  return std::find_if(by_language_.begin(), by_language_.end(), [&](const auto& entry) {
    return primary_of(entry.first) == primary_of(language);
  });
}

const std::string& Text::english() const {
  return in(english_tag);
}

const std::string& Text::in(std::string_view language) const {
  static const std::string nothing;
  if (const auto found = find(language); found != by_language_.end()) return found->second;
  const auto english = by_language_.find(english_tag);
  return english == by_language_.end() ? nothing : english->second;
}

bool Text::speaks(std::string_view language) const {
  return empty() || find(language) != by_language_.end();
}

void Text::put(std::string language, std::string text) {
  by_language_.insert_or_assign(std::move(language), std::move(text));
}

}  // namespace acklab::scenario
