#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

__extension__ using Wide = unsigned __int128;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// 1500 bytes take a millisecond.
LinkSettings queueing(std::optional<std::uint64_t> limit_bytes) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(12'000'000);
  if (limit_bytes) settings.queue = QueueLimit::bytes(*limit_bytes);
  return forward_only(settings);
}

/// Offers packets, then lets all of them come out: their fates by index.
struct Observed {
  Link link;

  explicit Observed(const LinkSettings& settings) : link(settings, 1) {
    link.record_fates([this](const FateRecord& fate) { by_index_.emplace(fate.index, fate); });
  }
  void offer(Duration at, std::uint32_t ip_bytes) {
    link.accept(timeline_origin + at, Direction::forward, {{}, ip_bytes, 0});
  }
  [[nodiscard]] std::vector<FateRecord> fates() {
    std::vector<Release> releases;
    drain(link, releases);
    std::vector<FateRecord> all;
    for (const auto& [index, fate] : by_index_) all.push_back(fate);
    return all;
  }
  /// One character a packet: '.' delivered, 'x' refused.
  [[nodiscard]] std::string outcome() {
    std::string text;
    for (const FateRecord& fate : fates()) {
      text += !fate.dropped ? '.' : fate.dropped == DropCause::queue ? 'x' : '?';
    }
    return text;
  }

 private:
  std::map<std::uint64_t, FateRecord> by_index_;
};

BOOST_AUTO_TEST_SUITE(drop_tail)

BOOST_AUTO_TEST_CASE(the_limit_is_on_what_waits_behind_the_packet_being_sent) {
  Observed seen(queueing(3000));
  for (int i = 0; i < 3; ++i) seen.offer({}, 1500);  // one is being sent, 3000 bytes wait
  seen.offer({}, 1);
  BOOST_TEST(seen.outcome() == "...x");
  const auto fates = seen.fates();
  BOOST_TEST(fates[0].queue_bytes == 0U);
  BOOST_TEST(fates[1].queue_bytes == 0U);
  BOOST_TEST(fates[2].queue_bytes == 1500U);
  BOOST_TEST(fates[3].queue_bytes == 3000U);
  BOOST_TEST((fates[2].queued == milliseconds(2)));
  BOOST_TEST(seen.link.counters(Direction::forward).max_queue_bytes == 3000U);
  BOOST_TEST(seen.link.counters(Direction::forward).undelivered == 1U);
}

BOOST_AUTO_TEST_CASE(a_packet_leaves_the_queue_at_the_instant_its_sending_begins) {
  Observed seen(queueing(1500));
  seen.offer({}, 1500);
  seen.offer({}, 1500);
  seen.offer(milliseconds(1) - Duration{1}, 1500);
  seen.offer(milliseconds(1), 1500);
  BOOST_TEST(seen.outcome() == "..x.");
  BOOST_TEST(seen.fates().back().queue_bytes == 0U);
  BOOST_TEST((seen.fates().back().due == timeline_origin + milliseconds(3)));
}

BOOST_AUTO_TEST_CASE(a_packet_larger_than_the_whole_limit_passes_only_an_idle_line) {
  Observed seen(queueing(100));
  seen.offer({}, 1500);
  seen.offer({}, 1500);
  seen.offer({}, 100);
  seen.offer(milliseconds(1), 1500);
  seen.offer(milliseconds(2), 1500);
  BOOST_TEST(seen.outcome() == ".x.x.");
}

BOOST_AUTO_TEST_CASE(a_limit_of_nothing_lets_nothing_wait) {
  Observed seen(queueing(0));
  seen.offer({}, 1500);
  seen.offer(microseconds(999), 1500);
  seen.offer(milliseconds(1), 1500);
  BOOST_TEST(seen.outcome() == ".x.");
}

BOOST_AUTO_TEST_CASE(a_small_packet_fits_where_a_large_one_did_not) {
  Observed seen(queueing(2000));
  for (const std::uint32_t bytes : {1500U, 1500U, 501U, 500U}) seen.offer({}, bytes);
  BOOST_TEST(seen.outcome() == "..x.");
}

BOOST_AUTO_TEST_CASE(without_a_rate_the_queue_never_fills) {
  DirectionSettings settings;
  settings.queue = QueueLimit::bytes(1);
  settings.delay = milliseconds(100);
  const Crossing seen = cross(forward_only(settings), 1, {.packets = 1000, .spacing = Duration{0}});
  BOOST_TEST(seen.forward.dropped_by_queue == 0U);
  BOOST_TEST(seen.forward.max_queue_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(without_a_limit_nothing_is_dropped_and_the_depth_is_still_recorded) {
  Observed seen(queueing(std::nullopt));
  for (int i = 0; i < 1000; ++i) seen.offer({}, 1500);
  BOOST_TEST(seen.fates().back().queue_bytes == 998U * 1500U);
  BOOST_TEST(seen.link.counters(Direction::forward).dropped_by_queue == 0U);
  BOOST_TEST(seen.link.counters(Direction::forward).max_queue_bytes == 999U * 1500U);
}

/// The same queue computed the plain way: exact times as multiples of 1/rate nanoseconds, and each
/// arrival looks at every packet before it.
BOOST_AUTO_TEST_CASE(decisions_agree_with_a_naive_recomputation_in_exact_fractions) {
  struct Sent {
    Wide start;
    std::uint32_t bytes;
  };
  struct Expected {
    bool fits;
    std::uint64_t waiting;
    Wide due;
  };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RandomStream random(seed, "queue test");
    const auto rate = static_cast<std::int64_t>(1'000'000 + random.below(50'000'000, 0));
    const std::uint64_t limit = random.below(20'000, 1);
    LinkSettings settings;
    settings.forward.rate = BitRate::from_bits_per_s(rate);
    settings.forward.queue = QueueLimit::bytes(limit);
    Observed seen(settings);
    std::vector<Sent> sent;
    std::vector<Expected> expected;
    Wide free_at = 0;
    Duration now{};
    for (std::uint64_t i = 2; i < 1000; ++i) {
      now += Duration{static_cast<std::int64_t>(random.below(700'000, i, 0))};
      const auto bytes = static_cast<std::uint32_t>(28 + random.below(1473, i, 1));
      const Wide exact_now = static_cast<Wide>(now.count()) * static_cast<Wide>(rate);
      std::uint64_t waiting = 0;
      for (const Sent& other : sent) waiting += other.start > exact_now ? other.bytes : 0;
      const bool fits = free_at <= exact_now || waiting + bytes <= limit;
      seen.offer(now, bytes);
      if (!fits) {
        expected.push_back({false, waiting, 0});
        continue;
      }
      const Wide start = std::max(free_at, exact_now);
      sent.push_back({start, bytes});
      free_at = start + static_cast<Wide>(bytes) * 8'000'000'000U;
      const Wide due = (free_at + static_cast<Wide>(rate) - 1) / static_cast<Wide>(rate);
      expected.push_back({true, waiting, due});
    }
    const std::vector<FateRecord> fates = seen.fates();
    BOOST_REQUIRE(fates.size() == expected.size());
    std::uint64_t wrong = 0;
    for (std::size_t i = 0; i < fates.size(); ++i) {
      const FateRecord& fate = fates[i];
      if (fate.dropped.has_value() == expected[i].fits) ++wrong;
      if (fate.queue_bytes != expected[i].waiting) ++wrong;
      const auto due = static_cast<Wide>(fate.due.time_since_epoch().count());
      if (expected[i].fits && due != expected[i].due) ++wrong;
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(wrong == 0U);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
