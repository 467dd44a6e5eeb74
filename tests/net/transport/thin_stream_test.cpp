// Requests and answers of 200 octets: what a loss costs where next to nothing is in flight.

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t message_bytes = 200;

/// One question after another over a path that loses `loss_percent` each way; sorted durations.
class Interview {
 public:
  Interview(std::uint64_t loss_percent, std::uint64_t seed) : pair_(settings()) {
    BOOST_REQUIRE_MESSAGE(pair_.connect(), pair_.log());
    pair_.keep_segments(false);
    const RandomStream dice{seed, "loss"};
    pair_.set_rule([dice, loss_percent, drawn = std::uint64_t{0}](const Travelling&) mutable {
      return dice.below(100, drawn++) < loss_percent ? Verdict::drop() : Verdict{};
    });
  }

  std::vector<Duration> run(std::size_t questions) {
    pair_.set_application([this, questions](Pair&) { act(questions); });
    const bool done =
        pair_.run_until([this, questions] { return answers_.size() == questions; }, 2h);
    BOOST_REQUIRE_MESSAGE(done, pair_.log());
    std::ranges::sort(answers_);
    return answers_;
  }

 private:
  static Pair::Settings settings() {
    Pair::Settings settings;
    settings.one_way_delay = 10ms;
    return settings;
  }
  void act(std::size_t questions) {
    if (answers_.size() == questions) return;
    Bytes buffer(4 * message_bytes);
    heard_ += pair_.server().read(pair_.now(), buffer);
    while (answered_ + message_bytes <= heard_) {
      answered_ += pair_.server().write(pair_.now(), Bytes(message_bytes, 'a'));
    }
    received_ += pair_.client().read(pair_.now(), buffer);
    if (received_ < asked_) return;
    if (asked_ > 0) answers_.push_back(pair_.now() - asked_at_);
    if (answers_.size() == questions) return;
    asked_ += pair_.client().write(pair_.now(), Bytes(message_bytes, 'q'));
    asked_at_ = pair_.now();
  }

  Pair pair_;
  std::uint64_t asked_ = 0;
  std::uint64_t heard_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t received_ = 0;
  Instant asked_at_{};
  std::vector<Duration> answers_;
};

/// How many segments go out when the tail of `segments` segments is first probed.
std::size_t copies_of_first_probe(std::uint64_t segments) {
  HandPeer::Options options;
  options.acklab = wire::AcklabOption{30, false};
  HandPeer peer{ConnectionConfig{}, options};
  peer.establish();
  peer.write(segments * 1000);
  (void)peer.sent();
  const auto seen = peer.watch(1s);
  BOOST_REQUIRE(!seen.empty());
  const Instant first = seen.front().first;
  return static_cast<std::size_t>(
      std::ranges::count_if(seen, [first](const auto& each) { return each.first == first; }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(thin_stream)

BOOST_AUTO_TEST_CASE(the_99th_percentile_of_an_answer_stays_within_its_bar) {
  constexpr std::size_t questions = 2000;
  struct Row {
    std::uint64_t loss_percent;
    Duration bar;
  };
  for (const Row& row : {Row{1, 45ms}, Row{5, 65ms}, Row{10, 75ms}, Row{20, 120ms}}) {
    std::vector<Duration> percentiles;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      const auto answers = Interview{row.loss_percent, seed}.run(questions);
      percentiles.push_back(answers[questions * 99 / 100]);
    }
    std::ranges::sort(percentiles);
    BOOST_TEST((percentiles[1] <= row.bar),
               row.loss_percent << " %: " << to_milliseconds(percentiles[1]) << " ms");
  }
}

BOOST_AUTO_TEST_CASE(without_loss_nothing_is_probed) {
  const auto answers = Interview{0, 1}.run(500);
  BOOST_TEST((answers.front() == 20ms));
  BOOST_TEST((answers.back() == 20ms));
}

BOOST_AUTO_TEST_CASE(a_probe_goes_twice_only_where_one_segment_is_outstanding) {
  BOOST_TEST(copies_of_first_probe(1) == 2U);
  BOOST_TEST(copies_of_first_probe(2) == 1U);
  BOOST_TEST(copies_of_first_probe(8) == 1U);
}

// The handshake's small segments cross a slow line sooner than data does. Without timestamps a
// probe hides the longer round trip (Karn): it must not go on doing so for ever.
BOOST_AUTO_TEST_CASE(a_probe_that_came_too_early_is_not_repeated_for_each_segment) {
  for (const bool timestamps : {false, true}) {
    ConnectionConfig config;
    config.mechanisms.timestamps = timestamps;
    HandPeer::Options options;
    options.timestamps = timestamps;
    options.acklab = wire::AcklabOption{.max_ack_delay = 30};
    HandPeer peer{config, options};
    peer.establish();
    std::uint64_t needless = 0;
    for (std::uint64_t message = 1; message <= 50; ++message) {
      peer.write(message_bytes);
      needless += peer.watch(options.round_trip + 12ms).size() - 1;
      peer.ack(1 + message * message_bytes);
    }
    BOOST_TEST(needless <= 2U, "timestamps " << timestamps << ": " << needless << " needless");
  }
}

BOOST_AUTO_TEST_SUITE_END()
