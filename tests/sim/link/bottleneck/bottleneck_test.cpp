#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// Numbers drawn one after the other.
class BottleneckDice {
 public:
  explicit BottleneckDice(std::uint64_t seed) : random_(seed, "bottleneck test") {}
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, next_++); }
  Duration span(std::uint64_t bound_ns) {
    return Duration{static_cast<std::int64_t>(below(bound_ns))};
  }

 private:
  RandomStream random_;
  std::uint64_t next_ = 0;
};

QueueSettings random_queue(BottleneckDice& dice) {
  QueueSettings queue;
  switch (dice.below(4)) {
    case 0:
      queue.limit = QueueLimit::bytes(dice.below(200'000));
      break;
    case 1:
      queue.limit = QueueLimit::packets(dice.below(150));
      break;
    case 2:
      queue.limit = QueueLimit::time(dice.span(100'000'000));
      break;
    default:
      break;
  }
  switch (dice.below(5)) {
    case 0:
      queue.discipline = DropHeadSettings{};
      break;
    case 1:
      queue.discipline =
          CoDelSettings{dice.span(20'000'000), microseconds(1) + dice.span(100'000'000)};
      break;
    case 2:
      queue.discipline = PieSettings{dice.span(30'000'000), milliseconds(1) + dice.span(30'000'000),
                                     dice.span(100'000'000)};
      break;
    case 3:
      queue.discipline =
          RedSettings{1 + dice.below(30'000), 30'001 + dice.below(60'000),
                      Probability::from_percent(1 + dice.below(100)),
                      Probability::from_percent(1 + dice.below(100)), dice.below(2) == 0};
      break;
    default:
      break;
  }
  queue.ecn = dice.below(2) == 0;
  return queue;
}

DirectionSettings random_bottleneck(BottleneckDice& dice) {
  DirectionSettings settings;
  settings.rate =
      BitRate::from_bits_per_s(static_cast<std::int64_t>(1'000'000 + dice.below(40'000'000)));
  settings.queue = random_queue(dice);
  return settings;
}

struct Offer {
  Instant at;
  std::uint32_t ip_bytes;
  Ecn ecn;
};

std::vector<Offer> random_offers(BottleneckDice& dice) {
  std::vector<Offer> offers;
  Instant now = timeline_origin;
  std::uint64_t gap = 1;
  for (int i = 0; i < 1500; ++i) {
    if (i % 100 == 0) gap = 1 + dice.below(dice.below(3) == 0 ? 20'000'000 : 1'000'000);
    now += dice.span(gap);
    offers.push_back({now, static_cast<std::uint32_t>(28 + dice.below(1473)),
                      dice.below(2) == 0 ? Ecn::ect_0 : Ecn::not_ect});
  }
  return offers;
}

void check_limit(const HandBottleneck& seen, const std::optional<QueueLimit>& limit) {
  if (!limit) return;
  if (limit->unit() == QueueUnit::bytes)
    BOOST_TEST_REQUIRE(seen.backlog().bytes <= limit->amount());
  if (limit->unit() == QueueUnit::packets) {
    BOOST_TEST_REQUIRE(seen.backlog().packets <= limit->amount());
  }
}

/// Those that were sent: in order, none before its arrival, the line never idle while one waits.
void check_service(const HandBottleneck& seen, BitRate rate) {
  std::optional<std::uint64_t> last;
  Instant free = Instant::min();
  for (const Passed& one : seen.all()) {
    if (one.fate.dropped) continue;
    if (last) BOOST_TEST_REQUIRE(one.fate.index > *last);
    last = one.fate.index;
    const Instant start = one.fate.arrival + one.fate.queued;
    BOOST_TEST_REQUIRE((start == std::max(one.fate.arrival, free)));
    // Rounded up once a busy period, and not once a packet.
    BOOST_TEST_REQUIRE((one.sent <= start + rate.time_for(one.fate.ip_bytes)));
    BOOST_TEST_REQUIRE((one.sent >= start + rate.time_for(one.fate.ip_bytes) - Duration{2}));
    free = one.sent;
  }
}

bool same_fates(const HandBottleneck& a, const HandBottleneck& b) {
  if (a.all().size() != b.all().size()) return false;
  for (std::size_t i = 0; i < a.all().size(); ++i) {
    const Passed& one = a.all()[i];
    const Passed& other = b.all()[i];
    if (one.fate.index != other.fate.index || one.fate.dropped != other.fate.dropped ||
        one.fate.queued != other.fate.queued || one.fate.marked_ce != other.fate.marked_ce ||
        one.fate.queue_bytes != other.fate.queue_bytes || one.sent != other.sent) {
      return false;
    }
  }
  return true;
}

void check_bottleneck(std::uint64_t seed) {
  BottleneckDice dice(seed);
  const DirectionSettings settings = random_bottleneck(dice);
  const auto offers = random_offers(dice);
  HandBottleneck lazy(settings, seed);
  HandBottleneck eager(settings, seed);
  for (const Offer& offer : offers) {
    const Packet packet = packet_with(offer.ip_bytes, offer.ecn);
    lazy.offer(offer.at, packet);
    for (Instant at = offer.at - milliseconds(1); at < offer.at; at += microseconds(250)) {
      eager.advance(at);
    }
    eager.offer(offer.at, packet);
    check_limit(lazy, settings.queue.limit);
    BOOST_TEST_REQUIRE(lazy.all().size() + lazy.backlog().packets == lazy.offered());
  }
  lazy.advance(Instant::max());
  eager.finish();
  BOOST_TEST(same_fates(lazy, eager));
  BOOST_TEST(lazy.all().size() == offers.size());
  BOOST_TEST(lazy.backlog().bytes == 0U);
  std::set<std::uint64_t> indices;
  for (const Passed& one : lazy.all()) indices.insert(one.fate.index);
  BOOST_TEST(indices.size() == offers.size());
  check_service(lazy, settings.rate->configured());
}

BOOST_AUTO_TEST_SUITE(bottleneck)

BOOST_AUTO_TEST_CASE(
    whatever_the_discipline_packets_are_conserved_in_order_and_the_line_never_idle) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_bottleneck(seed);
    }
  }
}

BOOST_AUTO_TEST_CASE(settings_may_change_while_packets_wait) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    BottleneckDice dice(seed);
    HandBottleneck seen(random_bottleneck(dice), seed);
    for (const Offer& offer : random_offers(dice)) {
      if (dice.below(40) == 0) seen.change(offer.at, random_bottleneck(dice));
      seen.offer(offer.at, packet_with(offer.ip_bytes, offer.ecn));
    }
    seen.finish();
    Instant free = Instant::min();
    std::uint64_t wrong = 0;
    for (const Passed& one : seen.all()) {
      if (one.fate.dropped) continue;
      if (one.fate.arrival + one.fate.queued != std::max(one.fate.arrival, free)) ++wrong;
      free = one.sent;
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(seen.all().size() == seen.offered());
      BOOST_TEST(wrong == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_plain_link_wakes_nobody_but_for_a_release) {
  DirectionSettings settings = bottleneck_settings(QueueLimit::packets(50));
  settings.delay = milliseconds(20);
  Link link(forward_only(settings), 1);
  std::uint64_t idle_wake_ups = 0;
  Instant now = timeline_origin;
  for (int i = 0; i < 2000; ++i) {
    const Instant next = now + microseconds(i % 400 < 200 ? 700 : 1600);
    while (link.next_timeout() && *link.next_timeout() <= next) {
      std::vector<Release> releases;
      take_releases(link, *link.next_timeout(), releases);
      if (releases.empty()) ++idle_wake_ups;
    }
    now = next;
    link.accept(now, Direction::forward, {{}, 1500, 0});
  }
  BOOST_TEST(idle_wake_ups == 0U);
}

BOOST_AUTO_TEST_CASE(a_link_asked_late_releases_the_same_at_the_same_instants) {
  for (const DisciplineSettings& discipline :
       {DisciplineSettings{DropTailSettings{}}, DisciplineSettings{DropHeadSettings{}},
        DisciplineSettings{CoDelSettings{}}, DisciplineSettings{PieSettings{}},
        DisciplineSettings{RedSettings{}}}) {
    DirectionSettings settings = bottleneck_settings({QueueLimit::packets(100), discipline});
    settings.duplicate = Probability::from_percent(10);
    settings.reorder = Probability::from_percent(10);
    settings.delay = milliseconds(20);
    std::vector<Release> seen[2];
    for (const bool late : {false, true}) {
      Link link(forward_only(settings), 9);
      for (int i = 0; i < 3000; ++i) {
        const Instant now = timeline_origin + i * microseconds(800);
        if (!late) take_releases(link, now, seen[0]);
        link.accept(now, Direction::forward, {{}, 1500, 0});
      }
      if (late) take_releases(link, Instant::max(), seen[1]);
      drain(link, seen[late ? 1 : 0]);
    }
    BOOST_REQUIRE(seen[0].size() == seen[1].size());
    std::uint64_t wrong = 0;
    for (std::size_t i = 0; i < seen[0].size(); ++i) {
      if (seen[0][i].due != seen[1][i].due || seen[0][i].index != seen[1][i].index) ++wrong;
    }
    BOOST_TEST(wrong == 0U);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
