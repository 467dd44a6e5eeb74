#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/link/link.hpp"
#include "sim/scenario/link/fate_log_reader.hpp"
#include "tests/fuzz/fuzz_settings.hpp"

namespace acklab::scenario {
namespace {

constexpr std::array<std::string_view, 24> slips{"{",
                                                 "}",
                                                 "\"",
                                                 ",",
                                                 ":",
                                                 "\n",
                                                 "null",
                                                 "-1",
                                                 "1e9",
                                                 "\"flip\"",
                                                 "flip 0:",
                                                 "swap 2 4",
                                                 "dropped",
                                                 "delivered",
                                                 "queue",
                                                 "reverse",
                                                 "9007199254740992",
                                                 "18446744073709551616",
                                                 "\"copy\":1",
                                                 "\"index\":0",
                                                 "\x01",
                                                 "\xFF",
                                                 "true",
                                                 "\"key\":\"0000000000000000\","};

class LogMutator {
 public:
  LogMutator(std::uint64_t seed, std::uint64_t number)
      : random_(RandomStream{seed, "fate logs"}.substream(number)) {}

  std::string mutate(std::string text) {
    for (std::uint64_t rounds = 1 + below(4); rounds > 0; --rounds) mutate_once(text);
    return text;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }

  void mutate_once(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, slips.at(below(slips.size())));
        break;
      case 1:
        text.erase(at, below(200));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>('0' + below(10));
        break;
      case 4:
        text.insert(at, text.substr(below(text.size() + 1), below(400)));
        break;
      default:
        text.resize(at);
    }
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

/// Replays what was read: whatever it says, every packet must be accounted for.
void replay_it(link::Recording&& recording) {
  link::LinkSettings settings;
  settings.replay = link::ReplaySettings{
      std::make_shared<const link::Recording>(std::move(recording)), "log", link::AfterLog::pass};
  link::Link link{settings, 1};
  Instant now = timeline_origin;
  std::uint64_t released = 0;
  for (int packet = 0; packet < 30; ++packet) {
    link.accept(now, link::Direction::forward, {Bytes(40), 68, 0});
    while (link.poll_release(now)) ++released;
    now += std::chrono::milliseconds{1};
  }
  while (link.next_timeout()) {
    if (link.poll_release(*link.next_timeout())) ++released;
  }
  const link::Counters& counters = link.counters(link::Direction::forward);
  BOOST_REQUIRE_EQUAL(counters.delivered, released);
  const link::LabelCounts& drops = counters.dropped_by_label;
  BOOST_REQUIRE_EQUAL(counters.offered + counters.duplicated,
                      counters.delivered + drops.scripted + drops.random + drops.time_driven);
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_fate_log_breaks_its_reader_or_the_replay) {
  std::ifstream stream{FATE_LOG};
  const std::string original{std::istreambuf_iterator<char>{stream}, {}};
  BOOST_REQUIRE(read_fate_log(original).has_value());
  const std::uint64_t seed = acklab::test::fuzz_seed();
  const std::uint64_t count = acklab::test::fuzz_iterations(20'000);
  std::uint64_t accepted = 0;
  for (std::uint64_t number = 0; number < count; ++number) {
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", log " << number) {
      const std::string text = LogMutator{seed, number}.mutate(original);
      // Exactly as large as it is, so that a sanitizer sees what is read beyond its end.
      const std::unique_ptr<char[]> exact{new char[text.size()]};
      std::copy(text.begin(), text.end(), exact.get());
      auto log = read_fate_log({exact.get(), text.size()});
      if (log) {
        ++accepted;
        replay_it(*std::move(log));
        continue;
      }
      const std::string& what = log.error().what;
      BOOST_REQUIRE(!what.empty() && what.size() < 400);
      BOOST_REQUIRE(what.find('\n') == std::string::npos);
    }
  }
  BOOST_TEST_MESSAGE(accepted << " of " << count << " damaged logs could still be read");
  BOOST_TEST(accepted > 0U);
  BOOST_TEST(accepted < count);
}

}  // namespace acklab::scenario
