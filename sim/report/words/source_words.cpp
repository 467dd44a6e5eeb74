#include "sim/report/words/source_words.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "sim/report/words/retold.hpp"

namespace acklab::report {
namespace {

constexpr std::string_view digits = "0123456789";

/// "4.2.1" or "IV.2" at the start of `text`; empty if there is none.
std::string_view section_number(std::string_view text, std::string_view first) {
  std::size_t end = std::min(text.find_first_not_of(first), text.size());
  while (end > 0 && end < text.size() && text[end] == '.') {
    const std::size_t more = std::min(text.find_first_not_of(digits, end + 1), text.size());
    if (more == end + 1) break;
    end = more;
  }
  return text.substr(0, end);
}

struct Place {
  std::size_t length = 0;  // of what names it
  std::string_view from;
  std::string_view to;  // empty: there is one section only
};

/// "section 4.2" or "sections 4 and 5" at the start of `text`.
std::optional<Place> place_in(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with("section ")) at = 8;
  if (text.starts_with("sections ")) at = 9;
  if (at == 0) return std::nullopt;
  Place place;
  place.from = section_number(text.substr(at), "0123456789IVX");
  if (place.from.empty()) return std::nullopt;
  place.length = at + place.from.size();
  constexpr std::string_view joint = " and ";
  const std::string_view rest = text.substr(place.length);
  if (!rest.starts_with(joint)) return place;
  place.to = section_number(rest.substr(joint.size()), digits);
  if (!place.to.empty()) place.length += joint.size() + place.to.size();
  return place;
}

bool begins_word(std::string_view text, std::size_t at) {
  return at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
}

}  // namespace

std::string source_retold(std::string_view english, const Words& words) {
  const std::string source = retold(english, words);
  const std::string_view text = source;
  std::string told;
  std::size_t done = 0;
  for (std::size_t at = text.find("section"); at != std::string_view::npos;
       at = text.find("section", at + 1)) {
    const std::optional<Place> place = place_in(text.substr(at));
    if (!place || at < done || !begins_word(text, at)) continue;
    told += text.substr(done, at - done);
    told += place->to.empty() ? words.say("source.section", place->from)
                              : words.say("source.sections", place->from, place->to);
    done = at + place->length;
  }
  told += text.substr(done);
  return told;
}

}  // namespace acklab::report
