#include "sim/link/delay/delay_line.hpp"

#include <algorithm>
#include <cassert>

#include "sim/link/delay/normal_quantile.hpp"
#include "sim/link/delay/tail_quantiles.hpp"
#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

__extension__ using SignedWide = __int128;

Duration uniform_variation(Duration half_width, const RandomStream& stream, CopyKey key) {
  const auto amount = static_cast<std::uint64_t>(half_width.count());
  const std::uint64_t shifted = stream.below(2 * amount + 1, key.index, key.copy);
  return Duration{static_cast<std::int64_t>(shifted - amount)};
}

/// `deviations` of them, as a fixed-point number of normal_quantile.
Duration scaled(Duration deviation, std::int64_t deviations) {
  const SignedWide product = static_cast<SignedWide>(deviation.count()) * deviations;
  constexpr SignedWide half = normal_one / 2;
  const SignedWide rounded = (product >= 0 ? product + half : product - half) / normal_one;
  constexpr SignedWide limit = Duration::max().count();
  return Duration{static_cast<std::int64_t>(std::clamp(rounded, -limit, limit))};
}

}  // namespace

DelayLine::DelayLine(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : delay_(settings.delay),
      jitter_(settings.jitter),
      stream_(impairment_stream(seed, direction, "jitter")) {
  assert(is_valid());
}

Duration DelayLine::variation(CopyKey key) const {
  if (jitter_.amount == Duration::zero()) return Duration::zero();
  const auto draw = [&] { return stream_.at(key.index, key.copy); };
  switch (jitter_.distribution) {
    case JitterDistribution::uniform:
      return uniform_variation(jitter_.amount, stream_, key);
    case JitterDistribution::normal:
      return scaled(jitter_.amount, normal_quantile(draw()));
    case JitterDistribution::pareto:
      return scaled(jitter_.amount, pareto_quantile(draw()));
    case JitterDistribution::paretonormal:
      return scaled(jitter_.amount, pareto_normal_quantile(draw()));
    case JitterDistribution::exponential:
      return scaled(jitter_.amount, exponential_quantile(draw()));
    case JitterDistribution::table:
      return scaled(jitter_.amount, jitter_.table->value(
                                        stream_.below(jitter_.table->size(), key.index, key.copy)));
  }
  return Duration::zero();
}

void DelayLine::change(const DirectionSettings& settings) {
  delay_ = settings.delay;
  jitter_ = settings.jitter;
  assert(is_valid());
}

bool DelayLine::is_valid() const {
  return delay_ >= Duration::zero() && jitter_.amount >= Duration::zero() &&
         (jitter_.distribution != JitterDistribution::table || jitter_.table);
}

Duration DelayLine::shortest() const {
  return jitter_.amount == Duration::zero() ? delay_ : Duration::zero();
}

Instant DelayLine::due(Instant entered, CopyKey key) {
  const Duration varied = variation(key);
  Instant due_at = entered;
  if (varied >= Duration::zero()) {
    due_at = later_by(later_by(entered, delay_), varied);
  } else if (delay_ + varied > Duration::zero()) {
    due_at = later_by(entered, delay_ + varied);
  }
  if (!jitter_.may_reorder) {
    due_at = std::max(due_at, latest_due_);
    latest_due_ = due_at;
  }
  return due_at;
}

}  // namespace acklab::link
