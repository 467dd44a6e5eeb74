#include "tests/sim/scenario/scenario_support.hpp"

#include <stdexcept>

#include "sim/scenario/utf8.hpp"

namespace acklab::scenario::test {

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string_view::npos)
    throw std::invalid_argument{"not in text: " + std::string{what}};
  return std::string{text.substr(0, at)} + std::string{with} +
         std::string{text.substr(at + what.size())};
}

std::string refusal_of(std::string_view text) {
  const auto scenario = read_scenario(text, "x.json");
  return scenario ? "accepted" : scenario.error().sentence;
}

bool is_one_sentence(std::string_view sentence, std::string_view file) {
  if (sentence.size() > 300 || !sentence.starts_with(file) || !sentence.ends_with('.'))
    return false;
  if (sentence.size() < file.size() + 12 || sentence.ends_with("..")) return false;
  return !find_bad_utf8(sentence) && !has_control_character(sentence);
}

}  // namespace acklab::scenario::test
