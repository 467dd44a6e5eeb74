#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/link/bottleneck/trace_line.hpp"
#include "tests/fuzz/fuzz_settings.hpp"

namespace acklab::link {
namespace {

/// Text in an allocation of exactly its size, so that a sanitizer sees the first octet read beyond
/// its end.
class ExactText {
 public:
  explicit ExactText(std::string_view text)
      : octets_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    text.copy(octets_.get(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {octets_.get(), size_}; }

 private:
  std::unique_ptr<char[]> octets_;
  std::size_t size_;
};

/// Makes texts up: traces, and what becomes of them.
class TraceScribbler {
 public:
  explicit TraceScribbler(RandomStream random) : random_(random) {}

  std::string text() {
    std::string made;
    std::uint64_t at = below(3);
    for (std::uint64_t lines = below(12); lines > 0; --lines) {
      at += below(4) == 0 ? below(1'000'000) : below(3);
      made += std::to_string(at) + "\n";
    }
    for (std::uint64_t slips = below(3); slips > 0; --slips) damage(made);
    return made;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }

  void damage(std::string& made) {
    static constexpr std::string_view snippets[] = {
        "\n",   "\r\n", " ",          "-",          "+",          "0",
        "0x1",  "1e3",  "4294967296", "1000000000", "1000000001", "18446744073709551616",
        "\x1b", "\xff", "#",          "."};
    const std::size_t at = below(made.size() + 1);
    switch (below(4)) {
      case 0:
        made.insert(at, snippets[below(std::size(snippets))]);
        return;
      case 1:
        made.erase(at, below(5));
        return;
      case 2:
        if (at < made.size()) made[at] = static_cast<char>(below(256));
        return;
      default:
        made.resize(at);
    }
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

/// A trace that was read makes a line that goes forward and comes to an end.
void check_line(const Trace& trace, bool repeat) {
  TraceLine line{TraceRate{std::make_shared<const Trace>(trace), "fuzz", repeat}};
  Instant before = timeline_origin;
  for (std::uint64_t packet = 0; packet < 40; ++packet) {
    const Instant start = line.ready(timeline_origin, packet * 97);
    if (start == Instant::max()) break;
    BOOST_TEST_REQUIRE((start >= before));
    const Instant out = line.send(timeline_origin, start, packet * 97);
    BOOST_TEST_REQUIRE((out >= start));
    BOOST_TEST_REQUIRE((line.waiting_time(start, {3, 3000}) >= Duration{}));
    if (out == Instant::max()) break;
    before = out;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_trace)

BOOST_AUTO_TEST_CASE(any_text_is_a_trace_or_refused_in_one_clause) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t rounds = test::fuzz_iterations(60'000);
  const RandomStream random{seed, "fuzz trace"};
  std::uint64_t taken = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const std::string text = TraceScribbler{random.substream(round)}.text();
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", round " << round) {
      const auto trace = parse_trace(ExactText{text}.view());
      if (!trace) {
        const TraceProblem& problem = trace.error();
        BOOST_TEST_REQUIRE(!problem.what.empty());
        for (const char letter : problem.what) {
          BOOST_TEST_REQUIRE((static_cast<unsigned char>(letter) >= ' ' && letter != '\x7f'));
        }
        continue;
      }
      ++taken;
      const auto again = parse_trace(format_trace(*trace));
      BOOST_TEST_REQUIRE((again.has_value() && *again == *trace));
      check_line(*trace, round % 2 == 0);
    }
  }
  BOOST_TEST(taken > rounds / 10);
  BOOST_TEST(taken < rounds);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::link
