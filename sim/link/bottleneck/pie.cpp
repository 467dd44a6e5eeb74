#include "sim/link/bottleneck/pie.hpp"

#include <algorithm>

#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

__extension__ using Signed = __int128;
__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t few_bytes = std::uint64_t{2} * 1500;
constexpr auto signed_one = static_cast<Signed>(Pie::one);

/// By how much steps are made smaller while the chance is small (RFC 8033 §4.2), as a power of two.
unsigned damping(std::uint64_t probability) {
  std::uint64_t bound = Pie::one / 10;
  unsigned halvings = 0;
  for (int decade = 0; decade < 6 && probability < bound; ++decade) {
    halvings += decade == 0 ? 1 : 2;
    bound /= 10;
  }
  return halvings;
}

}  // namespace

Pie::Pie(const PieSettings& settings, RandomStream random)
    : settings_(settings), random_(random), burst_left_(settings.burst) {}

bool Pie::at_rest() const {
  return probability_ == 0 && delay_ < settings_.target / 2 && previous_delay_ == delay_ &&
         burst_left_ == settings_.burst;
}

void Pie::catch_up(Instant now) {
  if (!next_update_) next_update_ = later_by(now, settings_.update);
  while (*next_update_ <= now) {
    update();
    next_update_ = later_by(*next_update_, settings_.update);
    if (at_rest() && *next_update_ <= now) {  // more updates would change nothing
      const std::int64_t missed = (now - *next_update_) / settings_.update + 1;
      next_update_ = later_by(*next_update_, missed * settings_.update);
    }
  }
}

void Pie::update() {
  // alpha = 1/8 Hz, beta = 5/4 Hz, of delays in nanoseconds.
  const std::int64_t error = (delay_ - settings_.target).count();
  const std::int64_t trend = (delay_ - previous_delay_).count();
  constexpr Signed eight_seconds = 8'000'000'000;
  // Delays of hours would overflow and mean the same as one that is certain to be too long.
  constexpr std::int64_t bound = 3'600'000'000'000;
  const Signed weighed = static_cast<Signed>(std::clamp(error, -bound, bound)) +
                         Signed{10} * std::clamp(trend, -bound, bound);
  Signed step = weighed * signed_one / eight_seconds / (Signed{1} << damping(probability_));
  if (probability_ >= one / 10) step = std::min(step, signed_one / 50);
  const Signed sum = static_cast<Signed>(probability_) + step;
  probability_ = static_cast<std::uint64_t>(std::clamp(sum, Signed{0}, signed_one));
  if (delay_ == Duration{} && previous_delay_ == Duration{}) probability_ -= probability_ / 64;

  burst_left_ = std::max(burst_left_ - settings_.update, Duration{});
  const Duration low = settings_.target / 2;
  if (probability_ == 0 && delay_ < low && previous_delay_ < low) burst_left_ = settings_.burst;
  previous_delay_ = delay_;
}

bool Pie::drops_early(const Arrival& arrival) {
  if (burst_left_ > Duration{}) return false;
  if (previous_delay_ < settings_.target / 2 && probability_ < one / 5) return false;
  if (arrival.ahead.bytes <= few_bytes) return false;
  // Drops are spread out: none before the chances since the last one add up to 0.85, and one at the
  // latest when they add up to 8.5 (RFC 8033 §5.4).
  accumulated_ = probability_ == 0 ? 0 : accumulated_ + probability_;
  if (accumulated_ < one / 100 * 85) return false;
  if (accumulated_ >= one / 2 * 17) return true;
  const Wide scaled = static_cast<Wide>(random_.at(arrival.key.index, arrival.key.copy)) * one;
  return static_cast<std::uint64_t>(scaled >> 64U) < probability_;
}

Discipline::Verdict Pie::arriving(const Arrival& arrival, const Line& /*line*/) {
  catch_up(arrival.now);
  if (!arrival.fits) {
    accumulated_ = 0;
    return Verdict::drop;
  }
  if (!drops_early(arrival)) return Verdict::pass;
  accumulated_ = 0;
  // A mark instead of a drop only while the chance is small (RFC 8033 §5.1).
  return arrival.can_mark && probability_ <= one / 10 ? Verdict::mark : Verdict::drop;
}

Discipline::Verdict Pie::leaving(const Departure& departure) {
  catch_up(departure.now);
  delay_ = departure.behind.packets == 0 ? Duration{} : departure.waited;
  return Verdict::pass;
}

bool Pie::change(const DisciplineSettings& settings) {
  const auto* const own = std::get_if<PieSettings>(&settings);
  if (own == nullptr) return false;
  settings_ = *own;
  burst_left_ = std::min(burst_left_, settings_.burst);
  return true;
}

}  // namespace acklab::link
