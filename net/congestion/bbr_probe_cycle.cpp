#include "net/congestion/bbr_probe_cycle.hpp"

#include <algorithm>

#include "net/congestion/share.hpp"

namespace acklab::congestion {
namespace {

constexpr Duration shortest_wait = std::chrono::seconds{2};
constexpr std::uint64_t wait_spread_ms = 1000;
/// draft-ietf-ccwg-bbr waits for up to 63: with fewer, flows come to equal shares sooner.
constexpr std::uint64_t fewest_rounds = 12;
constexpr std::uint64_t rounds_spread = 12;

}  // namespace

std::uint64_t BbrProbeCycle::pacing_percent() const {
  switch (phase_) {
    case Phase::down:
      return 90;
    case Phase::cruise:
    case Phase::refill:
      return 100;
    case Phase::up:
      return 125;
  }
  return 100;
}

void BbrProbeCycle::begin(Instant now) {
  enter(Phase::down);
  began_ = now;
  rounds_in_cycle_ = 0;
  ++cycles_;
  // Flows that share a path must not all probe at once.
  const auto spread = static_cast<std::int64_t>(waits_.below(wait_spread_ms, cycles_));
  wait_ = shortest_wait + std::chrono::milliseconds{spread};
  wait_rounds_ = fewest_rounds + waits_.below(rounds_spread, cycles_, 1);
}

std::optional<BbrProbeCycle::Phase> BbrProbeCycle::enter(Phase phase) {
  phase_ = phase;
  rounds_ = 0;
  drained_ = false;
  rounds_without_growth_ = 0;
  return phase;
}

std::optional<BbrProbeCycle::Phase> BbrProbeCycle::on_ack(const Facts& facts) {
  if (facts.round_ended) {
    ++rounds_;
    ++rounds_in_cycle_;
    rounds_without_growth_ = facts.bandwidth_grew ? 0 : rounds_without_growth_ + 1;
  }
  const bool slow_down = facts.congested || (facts.unexplained_loss && rounds_ > 0);
  switch (phase_) {
    case Phase::down:
      if (!drained_ && facts.in_flight_bytes <= facts.delay_product_bytes) {
        drained_ = true;
        rounds_ = 0;
      } else if (drained_ && rounds_ > 0) {
        return enter(Phase::cruise);
      }
      return time_to_probe(facts) ? enter(Phase::refill) : std::nullopt;
    case Phase::cruise:
      if (time_to_probe(facts)) return enter(Phase::refill);
      // Whether it is the path or this sender's load that loses shows by sending less.
      if (slow_down && rounds_ > 1) break;
      return std::nullopt;
    case Phase::refill:
      if (facts.congested) break;
      return rounds_ > 0 ? enter(Phase::up) : std::nullopt;
    case Phase::up:
      if (facts.congested || probed_enough(facts)) break;
      return std::nullopt;
  }
  begin(facts.now);
  return Phase::down;
}

bool BbrProbeCycle::time_to_probe(const Facts& facts) const {
  return facts.now - began_ >= wait_ || rounds_in_cycle_ >= wait_rounds_;
}

bool BbrProbeCycle::probed_enough(const Facts& facts) const {
  if (rounds_ == 0) return false;
  if (rounds_without_growth_ >= 3) return true;
  const std::uint64_t enough =
      std::min(percent_of(facts.delay_product_bytes, 125), facts.inflight_bound_bytes);
  return facts.queue_seen && facts.in_flight_bytes + facts.segment_bytes >= enough;
}

}  // namespace acklab::congestion
