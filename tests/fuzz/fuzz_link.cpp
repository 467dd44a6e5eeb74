#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/link/link.hpp"
#include "sim/link/parameters.hpp"
#include "sim/scenario/link/read_link.hpp"
#include "tests/fuzz/fuzz_settings.hpp"
#include "tests/fuzz/fuzz_text.hpp"

namespace acklab::scenario {
namespace {

constexpr std::array<std::string_view, 26> link_slips{
    "{",       "}",         "[",           "]",         ",",          ":",
    "\"",      "null",      "true",        "-1",        "0",          "1e99",
    "\"1%\"",  "\"9ms\"",   "\"5kB\"",     "\"1mbit\"", "\"3-\"",     "\"-\"",
    "\"3-1\"", "\"1s-2s\"", "\"SYN,ACK\"", "\"drop\":", "\"every\":", "\"at\":\"1ms\",",
    "\xff",    "\x01"};

/// The examples of the manual, which hold everything that a link can be told, and a schedule and
/// rules that hold more at once.
std::vector<std::string> sound_links() {
  std::vector<std::string> texts{
      R"({"rules": [{"when": {"flags": "SYN,ACK", "transmission": "2-", "size": "40B-1kB"}, "skip": 1,
      "times": 2, "do": {"delay": "300ms", "duplicate": 2, "reorder_after": 3, "mark": "ce",
      "corrupt": {"kind": "burst", "length": 9, "region": "payload", "checksum": "repaired"}}},
      {"when": {"ack": "10-12", "time": "1s-", "connection": 1}, "do": {"hold_until": {"packets": 5}}}]})",
      R"({"rate": "20mbit", "queue": "10kB", "schedule": [
      {"at": "1ms", "both": {"rate": "1mbit", "queue": {"limit": "9kB", "discipline": "red"}}},
      {"at": "3ms", "forward": {"loss": {"kind": "gemodel", "p": "1%", "r": "25%"}}},
      {"at": "9ms", "reverse": {"jitter": {"amount": "2ms", "distribution": "pareto"}}}]})",
      R"({"delay": "5ms", "schedule": [{"at_packet": 5, "both": {"outage": [{"from": "1ms", "for": "2ms"}]}},
      {"at_packet": 9, "forward": {"mtu": {"bytes": 576, "oversize": "fragment"}, "duplicate":
      {"probability": "9%", "copies": 3, "spacing": "1ms"}}}]})"};
  const auto add = [&texts](const std::vector<link::Parameter>& parameters) {
    for (const link::Parameter& parameter : parameters) {
      std::string_view examples = parameter.examples;
      while (!examples.empty()) {
        const std::size_t end = std::min(examples.find('\n'), examples.size());
        const std::string_view example = examples.substr(0, end);
        // Those that name files cannot be read here.
        if (read_link_text(example, "x")) texts.emplace_back(example);
        examples.remove_prefix(std::min(end + 1, examples.size()));
      }
    }
  };
  add(link::direction_parameters());
  add(link::whole_link_parameters());
  return texts;
}

/// Whatever a link is told, every packet is accounted for.
void send_across(const link::LinkSettings& settings) {
  link::Link link{settings, 1};
  Instant now = timeline_origin;
  std::uint64_t released = 0;
  for (int packet = 0; packet < 24; ++packet) {
    const auto direction = packet % 3 == 0 ? link::Direction::reverse : link::Direction::forward;
    link.accept(now, direction, {Bytes(600), 628, 0});
    while (link.poll_release(now)) ++released;
    now += std::chrono::microseconds{700};
  }
  for (int step = 0; step < 10'000 && link.next_timeout(); ++step) {
    if (link.poll_release(*link.next_timeout())) ++released;
  }
  std::uint64_t delivered = 0;
  for (const auto direction : {link::Direction::forward, link::Direction::reverse}) {
    const link::Counters& counters = link.counters(direction);
    const link::LabelCounts& drops = counters.dropped_by_label;
    delivered += counters.delivered;
    BOOST_REQUIRE_EQUAL(counters.offered + counters.duplicated,
                        counters.delivered + drops.scripted + drops.random + drops.time_driven +
                            link.in_flight(direction));
  }
  BOOST_REQUIRE_EQUAL(delivered, released);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_link)

BOOST_AUTO_TEST_CASE(any_text_is_a_link_that_works_or_refused_in_one_sentence) {
  const std::vector<std::string> sound = sound_links();
  BOOST_TEST(sound.size() > 40U);
  const std::uint64_t seed = acklab::test::fuzz_seed();
  const std::uint64_t rounds = acklab::test::fuzz_iterations(12'000);
  const RandomStream random{seed, "fuzz links"};
  std::uint64_t taken = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    acklab::test::TextMutator mutator{random.substream(round), link_slips};
    const std::string text = mutator.mutate(sound[mutator.below(sound.size())]);
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", round " << round << ": " << text) {
      const auto link = read_link_text(acklab::test::ExactCopy{text}.view(), "x");
      if (link) {
        ++taken;
        send_across(*link);
        continue;
      }
      const std::string& sentence = link.error().sentence;
      BOOST_REQUIRE(sentence.ends_with('.'));
      BOOST_REQUIRE(sentence.find('\n') == std::string::npos);
      BOOST_REQUIRE(sentence.size() < 700);
    }
  }
  BOOST_TEST(taken > rounds / 10);
  BOOST_TEST(taken < rounds);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::scenario
