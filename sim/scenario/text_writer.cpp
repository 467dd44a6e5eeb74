#include "sim/scenario/text_writer.hpp"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

namespace acklab::scenario {
namespace {

using TextJson = nlohmann::ordered_json;

TextJson lines_json(std::string_view text) {
  TextJson lines = TextJson::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines.size() == 1 ? lines.front() : lines;
}

}  // namespace

TextJson text_json(const Text& text) {
  const auto& languages = text.by_language();
  if (languages.size() <= 1) return lines_json(text.english());
  TextJson json = TextJson::object();
  json[std::string{english_tag}] = lines_json(text.english());
  for (const auto& [language, words] : languages) json[language] = lines_json(words);
  return json;
}

TextJson suggestions_json(const std::vector<Suggestion>& suggestions) {
  TextJson json = TextJson::array();
  for (const Suggestion& suggestion : suggestions) {
    json.push_back({{"scenario", suggestion.scenario}, {"why", text_json(suggestion.why)}});
  }
  return json;
}

}  // namespace acklab::scenario
