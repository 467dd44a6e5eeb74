#include "sim/link/bottleneck/policer.hpp"

namespace acklab::link {

Policer::Policer(const DirectionSettings& settings) {
  change(Instant::min(), settings);
}

bool Policer::passes(Instant now, std::uint64_t ip_bytes) {
  if (!bucket_) return true;
  if (ip_bytes > burst_bytes_ || !bucket_->holds(now, ip_bytes)) return false;
  bucket_->take(now, ip_bytes);
  return true;
}

void Policer::change(Instant now, const DirectionSettings& settings) {
  if (!settings.policer) {
    bucket_.reset();
    return;
  }
  const auto& [rate, burst_bytes] = *settings.policer;
  burst_bytes_ = burst_bytes;
  if (bucket_) {
    bucket_->change(now, rate, burst_bytes);
  } else {
    bucket_.emplace(rate, burst_bytes);
  }
}

}  // namespace acklab::link
