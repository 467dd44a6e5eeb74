#include "net/transport/path_mtu.hpp"

#include <algorithm>

namespace acklab::transport {

PathMtu::PathMtu(const Limits& limits)
    : limits_(limits), segment_bytes_(limits.start), too_large_(limits.most + 1) {}

std::optional<std::uint32_t> PathMtu::due(Instant now) const {
  if (probe_ || segment_bytes_ >= limits_.most) return std::nullopt;
  // After the rest the path may have become another: all sizes are possible again.
  if (rests_until_) return now < *rests_until_ ? std::nullopt : std::optional{limits_.most};
  if (too_large_ > limits_.most) return limits_.most;
  return segment_bytes_ + (too_large_ - segment_bytes_) / 2;
}

void PathMtu::on_probe_sent(std::uint32_t bytes) {
  probe_ = bytes;
  if (!rests_until_) return;
  rests_until_.reset();
  too_large_ = limits_.most + 1;
}

void PathMtu::on_delivered(Instant now, std::uint32_t bytes) {
  largest_since_timeout_ = std::max(largest_since_timeout_, bytes);
  if (!probe_ || bytes < *probe_) return;
  segment_bytes_ = std::max(segment_bytes_, *probe_);
  too_large_ = std::max(too_large_, segment_bytes_ + 1);
  probe_.reset();
  probes_lost_ = 0;
  rests_until_.reset();
  settle(now);
}

void PathMtu::on_probe_lost(Instant now) {
  if (!probe_) return;
  const std::uint32_t lost = *probe_;
  probe_.reset();
  if (++probes_lost_ < max_probes) return;
  probes_lost_ = 0;
  too_large_ = std::max(lost, segment_bytes_ + 1);
  settle(now);
}

bool PathMtu::on_repeated_timeout(std::uint32_t bytes) {
  const std::uint32_t fallback = bytes > limits_.base ? limits_.base : limits_.floor;
  if (bytes <= fallback || segment_bytes_ <= fallback) return false;
  if (largest_since_timeout_ > fallback) return false;
  segment_bytes_ = fallback;
  // It may have been an outage: then the first probe, of the largest size, repairs everything.
  too_large_ = limits_.most + 1;
  probe_.reset();
  probes_lost_ = 0;
  rests_until_.reset();
  return true;
}

bool PathMtu::on_too_big(Instant now, std::uint32_t bytes) {
  const std::uint32_t passes = std::max(bytes, limits_.floor);
  if (passes + 1 >= too_large_) return false;
  too_large_ = passes + 1;
  if (probe_ && *probe_ >= too_large_) probe_.reset();
  probes_lost_ = 0;
  const bool shrunk = segment_bytes_ > passes;
  segment_bytes_ = std::min(segment_bytes_, passes);
  settle(now);
  return shrunk;
}

/// Rests when the search has nothing left to look for.
void PathMtu::settle(Instant now) {
  if (segment_bytes_ < limits_.most && found()) rests_until_ = now + raise_after;
}

}  // namespace acklab::transport
