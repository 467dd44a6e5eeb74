#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/sim/scenario/scenario_support.hpp"
#include "tests/support/effort.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;

/// What a slip or malice may put into a text.
constexpr std::array<std::string_view, 36> snippets{"{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ",",
                                                    ":",
                                                    "\"",
                                                    "\\",
                                                    "\\u",
                                                    "\n",
                                                    "null",
                                                    "true",
                                                    "-1",
                                                    "1e400",
                                                    "1e-400",
                                                    "NaN",
                                                    "\"\"",
                                                    "0.5",
                                                    "{}",
                                                    "[]",
                                                    "\xFF",
                                                    "\xC3",
                                                    "\xEF\xBB\xBF",
                                                    "//",
                                                    "'",
                                                    "%",
                                                    "\"1%\"",
                                                    "\"9ms\"",
                                                    "\"5GB\"",
                                                    "\"udp\"",
                                                    "\"unlimited\"",
                                                    "\"rate\":",
                                                    "999999999999999999999",
                                                    "0",
                                                    "\x01",
                                                    "ä"};

/// Rules and a schedule with everything in them.
constexpr std::string_view scripted_text =
    R"({"name": "s", "workload": {"kind": "bulk", "bytes": "1MB"},
"contenders": ["udp"], "link": {"rate": "20mbit", "delay": "25ms", "rules": [
{"when": {"direction": "forward", "flags": "SYN,ACK", "transmission": "2-"}, "times": 2, "do": {"drop": true}},
{"when": {"data_segment": "3-5", "bytes": "5000-5999", "size": "1kB-"}, "skip": 1, "do": {"delay": "300ms"}},
{"when": {"ack": 10, "time": "1s-2s"}, "do": {"corrupt": {"kind": "bits", "count": 3}, "duplicate": 2}},
{"when": {"packets": "12-", "protocol": "tcp", "is": "data"}, "do": {"hold_until": {"packets": 3}}}],
"reverse": {"rules": [{"do": {"reorder_after": 2}}]},
"schedule": [{"at": "2s", "both": {"loss": "1%"}}, {"at_packet": 500, "forward": {"rate": "1mbit"}}]}})";

class Mutator {
 public:
  explicit Mutator(std::uint64_t number) : random_(RandomStream{11, "texts"}.substream(number)) {}

  std::string mutate(std::string text) {
    for (std::uint64_t rounds = 1 + below(4); rounds > 0; --rounds) mutate_once(text);
    return text;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }

  void mutate_once(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(12);
    switch (below(6)) {
      case 0:
        text.insert(at, snippets.at(below(snippets.size())));
        break;
      case 1:
        text.replace(at, length, snippets.at(below(snippets.size())));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 4:
        text.insert(at, text.substr(below(text.size() + 1), below(60)));
        break;
      default:
        swap_tokens(text);
    }
  }

  /// Exchanges two string tokens: the text stays JSON, but its meaning does not.
  void swap_tokens(std::string& text) {
    const std::string a = token(text);
    const std::string b = token(text);
    const std::size_t at = text.find(a);
    if (!a.empty() && at != std::string::npos) text.replace(at, a.size(), b);
  }

  std::string token(const std::string& text) {
    const std::size_t begin = text.find('"', below(text.size() + 1));
    if (begin == std::string::npos) return {};
    const std::size_t end = text.find('"', begin + 1);
    return end == std::string::npos ? std::string{} : text.substr(begin, end + 1 - begin);
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(mutation_suite)

BOOST_AUTO_TEST_CASE(a_mutated_text_is_read_or_refused_in_one_sentence) {
  const std::array<std::string, 3> originals{std::string{test::smallest_text},
                                             std::string{test::fullest_text},
                                             std::string{scripted_text}};
  std::uint64_t accepted = 0;
  constexpr std::uint64_t count = acklab::effort::trials(50'000);
  for (std::uint64_t number = 0; number < count; ++number) {
    const std::string text = Mutator{number}.mutate(originals.at(number % 3));
    const auto scenario = read_scenario(text, "x.json");
    if (scenario) {
      ++accepted;
      const auto again = read_scenario(write_scenario(*scenario), "again.json");
      BOOST_TEST_REQUIRE(again.has_value(), again.error().sentence << "\n" << text);
      continue;
    }
    if (!test::is_one_sentence(scenario.error().sentence, "x.json")) {
      BOOST_TEST_REQUIRE(false, "text " << number << ": " << scenario.error().sentence);
    }
  }
  BOOST_TEST_MESSAGE(accepted << " of " << count << " mutated texts were still scenarios");
  BOOST_TEST(accepted > 0U);
  BOOST_TEST(accepted < count / 2);
}

BOOST_AUTO_TEST_SUITE_END()
