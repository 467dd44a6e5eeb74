#include "sim/report/words/retold.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include <fmt/args.h>

namespace acklab::report {
namespace {

constexpr std::string_view prefix = "told.";
constexpr std::string_view blank = "{}";

using Filling = std::vector<std::string_view>;

/// Whether it goes beyond its sentence.
bool spans_sentences(std::string_view value) {
  return value.find(". ") != std::string_view::npos;
}

/// What stands in the blanks of `pattern` if it reads as `text`.
std::optional<Filling> matched(std::string_view pattern, std::string_view text) {
  Filling filling;
  std::size_t hole = pattern.find(blank);
  if (hole == std::string_view::npos) {
    return pattern == text ? std::optional{filling} : std::nullopt;
  }
  if (!text.starts_with(pattern.substr(0, hole))) return std::nullopt;
  text.remove_prefix(hole);
  while (hole != std::string_view::npos) {
    pattern.remove_prefix(hole + blank.size());
    hole = pattern.find(blank);
    const std::string_view piece = pattern.substr(0, hole);
    if (hole == std::string_view::npos) {
      if (text.size() < piece.size() || !text.ends_with(piece)) return std::nullopt;
      filling.push_back(text.substr(0, text.size() - piece.size()));
      break;
    }
    const std::size_t at = text.find(piece);
    if (at == std::string_view::npos) return std::nullopt;
    filling.push_back(text.substr(0, at));
    text.remove_prefix(at + piece.size());
    pattern.remove_prefix(hole);
    hole = 0;
  }
  return filling;
}

std::string filled(const std::string& pattern, const Filling& filling, const Words& words) {
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  for (const std::string_view value : filling) values.push_back(retold(value, words));
  return fmt::vformat(pattern, values);
}

/// All of it as one sentence; of several that fit, the one that leaves the least to blanks.
std::optional<std::string> as_one(std::string_view english, const Words& words) {
  std::optional<std::string> best;
  std::size_t least = english.size();
  for (const auto& [key, pattern] : Words::english().with_prefix(prefix)) {
    const auto filling = matched(pattern, english);
    if (!filling || std::ranges::any_of(*filling, spans_sentences)) continue;
    std::size_t in_blanks = 0;
    for (const std::string_view value : *filling) in_blanks += value.size();
    if (best && in_blanks >= least) continue;
    least = in_blanks;
    best = filled(words(key), *filling, words);
  }
  return best;
}

}  // namespace

std::optional<std::string> retold_by(std::string_view english, std::string_view english_pattern,
                                     const std::string& pattern, const Words& words) {
  const auto filling = matched(english_pattern, english);
  if (!filling) return std::nullopt;
  return filled(pattern, *filling, words);
}

std::string retold(std::string_view english, const Words& words) {
  if (english.empty() || words.language() == Words::english().language()) {
    return std::string{english};
  }
  if (auto one = as_one(english, words)) return *std::move(one);
  for (std::size_t end = english.find(". "); end != std::string_view::npos;
       end = english.find(". ", end + 1)) {
    const std::string_view first = english.substr(0, end + 1);
    if (auto one = as_one(first, words)) {
      return *std::move(one) + retold(english.substr(end + 2), words);
    }
  }
  return std::string{english};
}

}  // namespace acklab::report
