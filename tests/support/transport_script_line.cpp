#include "tests/support/transport_script_line.hpp"

#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace acklab::support {
namespace {

/// "+300ms", "+1.5s", "+0": exact, in integers.
Duration instant_of(const std::string& word) {
  const auto unit_at = word.find_first_not_of("0123456789.", 1);
  const std::string unit = unit_at == std::string::npos ? "" : word.substr(unit_at);
  const std::string number = word.substr(1, unit_at == std::string::npos ? unit_at : unit_at - 1);
  std::uint64_t nanos = 0;
  if (unit == "s") nanos = 1'000'000'000;
  if (unit == "ms") nanos = 1'000'000;
  if (unit == "us") nanos = 1'000;
  if (unit == "ns") nanos = 1;
  if (nanos == 0 && !(unit.empty() && number == "0")) {
    throw std::invalid_argument(fmt::format("\"{}\" is no instant like +0, +300ms, +1.5s", word));
  }
  const auto point = number.find('.');
  std::uint64_t total = script_number(number.substr(0, point)) * nanos;
  if (point != std::string::npos) {
    for (const char digit : number.substr(point + 1)) {
      nanos /= 10;
      total += script_number(std::string{digit}) * nanos;
    }
  }
  return Duration{static_cast<std::int64_t>(total)};
}

ScriptLine line_of(std::size_t number, const std::vector<std::string>& words) {
  ScriptLine line;
  line.number = number;
  if (words.front().front() != '+') {
    throw std::invalid_argument("a line begins with an instant like +0, +300ms, +1.5s");
  }
  line.after = instant_of(words.front());
  if (words.size() < 2) throw std::invalid_argument("nothing happens at this instant");
  const std::vector<std::string> rest(words.begin() + 2, words.end());
  if (words[1] == "<" || words[1] == ">") {
    line.kind = words[1] == "<" ? ScriptLine::Kind::arrives : ScriptLine::Kind::leaves;
    line.segments = parse_segments(rest);
  } else {
    line.words.assign(words.begin() + 1, words.end());
  }
  return line;
}

}  // namespace

std::vector<ScriptLine> parse_script(std::string_view script) {
  std::vector<ScriptLine> lines;
  std::istringstream text{std::string{script}};
  std::size_t number = 0;
  for (std::string raw; std::getline(text, raw);) {
    ++number;
    std::istringstream meaningful{raw.substr(0, raw.find('#'))};
    std::vector<std::string> words;
    for (std::string word; meaningful >> word;) words.push_back(word);
    if (words.empty()) continue;
    try {
      lines.push_back(line_of(number, words));
    } catch (const std::invalid_argument& wrong) {
      throw std::invalid_argument(annotate(script, number, wrong.what()));
    }
  }
  return lines;
}

std::string annotate(std::string_view script, std::size_t failed, const std::string& remark) {
  std::string annotated = fmt::format("line {}: {}\n", failed, remark);
  std::istringstream text{std::string{script}};
  std::size_t number = 0;
  for (std::string raw; std::getline(text, raw);) {
    ++number;
    annotated += fmt::format("{} {:3} | {}\n", number == failed ? ">>>" : "   ", number, raw);
    if (number == failed) annotated += fmt::format("    ^^^^ {}\n", remark);
  }
  return annotated;
}

std::string script_duration(Duration duration) {
  const std::int64_t nanos = duration.count();
  if (nanos == 0) return "0";
  if (nanos % 1'000'000'000 == 0) return fmt::format("{}s", nanos / 1'000'000'000);
  if (nanos % 1'000'000 == 0) return fmt::format("{}ms", nanos / 1'000'000);
  if (nanos % 1'000 == 0) return fmt::format("{}us", nanos / 1'000);
  return fmt::format("{}ns", nanos);
}

}  // namespace acklab::support
