#include "tests/sim/scenario/scenario_support.hpp"

#include <stdexcept>

#include <boost/test/unit_test.hpp>

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

void refuses(std::string_view text, std::string_view what, std::string_view with,
             std::string_view because) {
  const std::string sentence = refusal_of(replaced(text, what, with));
  BOOST_TEST(sentence.find(because) != std::string::npos,
             "expected \"" << because << "\", got: " << sentence);
  BOOST_TEST(is_one_sentence(sentence, "x.json"), sentence);
}

std::string with_contender(const std::string& contender, const std::string& more) {
  std::string text{smallest_text};
  const std::string any = "[\"udp\"]";
  text.replace(text.find(any), any.size(), "[" + contender + "]" + more);
  return text;
}

std::string told_text(std::string_view told) {
  return replaced(smallest_text, "[\"udp\"]",
                  R"([{"kind": "reliable-udp", )" + std::string{told} + "}]");
}

}  // namespace acklab::scenario::test
