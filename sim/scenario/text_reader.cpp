#include "sim/scenario/text_reader.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/utf8.hpp"

namespace acklab::scenario {
namespace {

/// Reads what one language says.
using OneLanguage = std::function<std::string(const Cursor&)>;

std::string read_limited_line(const Cursor& cursor, std::size_t max_characters) {
  std::string text = read_text_line(cursor);
  if (count_characters(text) > max_characters) {
    cursor.refuse(fmt::format("expected at most {} characters, found {}", max_characters,
                              count_characters(text)));
  }
  return text;
}

std::string read_joined_lines(const Cursor& cursor) {
  if (cursor.is_string()) return read_text_line(cursor);
  std::string joined;
  bool first = true;
  for (const Cursor& line :
       cursor.elements("a string or an array of lines", 0, max_explanation_lines)) {
    if (!first) joined += '\n';
    first = false;
    joined += read_text_line(line);
  }
  return joined;
}

Text read_languages(const Cursor& cursor, const JsonValue::Object& members,
                    const OneLanguage& read) {
  Text text;
  if (members.size() > max_languages) {
    cursor.refuse(
        fmt::format("expected at most {} languages, found {}", max_languages, members.size()));
    return text;
  }
  for (const JsonMember& member : members) {
    const Cursor here{member.value, cursor.path() + "." + printable(member.key, 40),
                      cursor.refusals()};
    if (!is_language_tag(member.key)) {
      here.refuse(fmt::format(
          "{} is no language; expected a tag such as \"en\", \"zh\" or \"pt-BR\" (RFC 5646)",
          in_quotes(member.key)));
      return text;
    }
    std::string words = read(here);
    if (words.empty()) here.refuse("this says nothing in one of the text's languages");
    text.put(member.key, std::move(words));
  }
  if (!text.by_language().contains(english_tag)) {
    cursor.refuse("the key \"en\" is missing: English is what other languages fall back to");
  }
  return text;
}

Text read_text(const Cursor& cursor, const OneLanguage& read) {
  if (const auto* members = std::get_if<JsonValue::Object>(&cursor.value().content)) {
    return read_languages(cursor, *members, read);
  }
  return Text{read(cursor)};
}

/// "reliability/02-window" or "lossy-bulk": the way to a file below the folder of scenarios.
bool is_scenario_place(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  };
  return !text.empty() && text.size() <= max_place_characters && text.front() != '/' &&
         text.back() != '/' && text.find("//") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), allowed);
}

Suggestion read_suggestion(const Cursor& cursor) {
  Suggestion suggestion;
  const Members members{
      cursor, "an object with a \"scenario\" and the reason \"why\"", {"scenario", "why"}};
  if (const auto scenario = members.require("scenario")) {
    suggestion.scenario = scenario->string("a name such as \"lossy-bulk\"").value_or("");
    if (scenario->is_string() && !is_scenario_place(suggestion.scenario)) {
      scenario->refuse(
          fmt::format("expected a name as in 'acklab run reliability/02-sliding-window', found {}",
                      describe(scenario->value())));
    }
  }
  if (const auto why = members.require("why")) {
    suggestion.why = read_line(*why, max_text_characters);
  }
  return suggestion;
}

}  // namespace

Text read_line(const Cursor& cursor, std::size_t max_characters) {
  return read_text(cursor, [max_characters](const Cursor& one) {
    return read_limited_line(one, max_characters);
  });
}

Text read_lines(const Cursor& cursor) {
  return read_text(cursor, read_joined_lines);
}

std::vector<Suggestion> read_suggestions(const Cursor& cursor) {
  std::vector<Suggestion> suggestions;
  for (const Cursor& element :
       cursor.elements("an array of scenarios to go on with", 0, max_suggestions)) {
    suggestions.push_back(read_suggestion(element));
  }
  return suggestions;
}

}  // namespace acklab::scenario
