#include <map>
#include <tuple>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// Every impairment that depends on chance, and nothing that depends on time: no rate, so no queue.
link::LinkSettings chancy_link(link::FateKey key) {
  link::LinkSettings link;
  link.fate_key = key;
  for (link::DirectionSettings* direction : {&link.forward, &link.reverse}) {
    direction->loss = Probability::from_percent(4);
    direction->duplicate = Probability::from_percent(5);
    direction->corrupt = Probability::from_percent(6);
    direction->reorder = Probability::from_percent(7);
    direction->delay = milliseconds{10};
    direction->jitter = {milliseconds{3}, link::JitterDistribution::normal, true};
  }
  return link;
}

/// All that chance decided about one copy, the draw of the jitter included.
struct ChanceFate {
  bool lost = false;
  bool corrupted = false;
  bool skipped_delay = false;
  link::Damage damage;
  std::int64_t delay_ns = 0;
  std::uint32_t ip_bytes = 0;
};

/// Which bit is flipped is drawn among those that the packet has: that is the same where the packet
/// is as large. (An ACK grows with the holes that it tells of.)
bool same_decisions(const ChanceFate& a, const ChanceFate& b) {
  return a.lost == b.lost && a.corrupted == b.corrupted && a.skipped_delay == b.skipped_delay &&
         a.delay_ns == b.delay_ns && (a.ip_bytes != b.ip_bytes || a.damage == b.damage);
}

using CopyName = std::tuple<link::Direction, std::uint64_t, std::uint32_t>;
using ChanceFates = std::map<CopyName, ChanceFate>;

/// By what each copy's random numbers are counted; nothing when this machine cannot run it.
std::optional<ChanceFates> chance_fates(Kind kind, path::PathKind path, link::FateKey key,
                                        std::uint64_t seed) {
  RunRequest request = request_for(kind, chancy_link(key), 400'000, seed);
  request.path = path;
  if (kind == Kind::udp) request.contender.udp_rate = BitRate::from_bits_per_s(20'000'000);
  ChanceFates fates;
  RunHooks hooks;
  hooks.fates = [&fates](const link::FateRecord& fate) {
    fates[{fate.direction, fate.key().index, fate.copy}] = {
        .lost = fate.dropped.has_value(),
        .corrupted = fate.corrupted,
        .skipped_delay = fate.skipped_delay,
        .damage = fate.damage,
        .delay_ns = fate.dropped ? 0 : (fate.due - fate.arrival).count(),
        .ip_bytes = fate.ip_bytes};
  };
  const RunResult result = run(request, hooks);
  if (result.outcome == Outcome::not_run) {
    BOOST_TEST_MESSAGE(to_string(kind) << " did not run: " << result.reason);
    return std::nullopt;
  }
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  return fates;
}

struct Shared {
  std::uint64_t common = 0;
  std::uint64_t different = 0;
};

Shared compare(const ChanceFates& one, const ChanceFates& other) {
  Shared shared;
  for (const auto& [copy, fate] : one) {
    const auto found = other.find(copy);
    if (found == other.end()) continue;
    ++shared.common;
    if (!same_decisions(fate, found->second)) ++shared.different;
  }
  return shared;
}

constexpr path::PathKind real_paths[] = {path::PathKind::relay, path::PathKind::tun};

}  // namespace

BOOST_AUTO_TEST_SUITE(carriers)

BOOST_AUTO_TEST_CASE(the_packets_of_udp_meet_the_same_fates_on_every_carrier) {
  for (const link::FateKey key : {link::FateKey::index, link::FateKey::content}) {
    const auto simulated = chance_fates(Kind::udp, path::PathKind::simulated, key, 31);
    BOOST_REQUIRE(simulated.has_value());
    for (const path::PathKind path : real_paths) {
      const auto real = chance_fates(Kind::udp, path, key, 31);
      if (!real) continue;
      BOOST_TEST_CONTEXT(path::to_string(path)
                         << ", keys by " << link::to_string(key) << ", seed 31") {
        const Shared shared = compare(*simulated, *real);
        BOOST_TEST(real->size() == simulated->size());
        BOOST_TEST(shared.common == simulated->size());
        BOOST_TEST(shared.different == 0U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(with_content_keys_the_same_segments_meet_the_same_fates_on_every_carrier) {
  const auto simulated =
      chance_fates(Kind::reliable_udp, path::PathKind::simulated, link::FateKey::content, 32);
  BOOST_REQUIRE(simulated.has_value());
  for (const path::PathKind path : real_paths) {
    const auto real = chance_fates(Kind::reliable_udp, path, link::FateKey::content, 32);
    if (!real) continue;
    const Shared shared = compare(*simulated, *real);
    BOOST_TEST_CONTEXT(path::to_string(path) << ", seed 32") {
      // The job is some 290 segments of data; timing may cut a few of them elsewhere, and with them
      // all that follow.
      BOOST_TEST(shared.common > 50U);
      BOOST_TEST(shared.different == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(with_content_keys_the_kernels_segments_meet_the_same_fates_again) {
  const auto once = chance_fates(Kind::kernel_tcp, path::PathKind::tun, link::FateKey::content, 33);
  if (!once) return;
  const auto again =
      chance_fates(Kind::kernel_tcp, path::PathKind::tun, link::FateKey::content, 33);
  BOOST_REQUIRE(again.has_value());
  const Shared shared = compare(*once, *again);
  BOOST_TEST(shared.common > 50U);
  BOOST_TEST(shared.different == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
