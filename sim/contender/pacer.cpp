#include "sim/contender/pacer.hpp"

#include <algorithm>

namespace acklab::contender {

void Pacer::start(Instant now) {
  start_ = now;
  intended_ = now;
  held_until_ = now;
}

Instant Pacer::next() const {
  return std::max(intended_, held_until_);
}

void Pacer::note_sent(Instant now, std::uint64_t ip_bytes) {
  const bool late = intended_ < now;
  sent_bytes_ += ip_bytes;
  intended_ = start_ + rate_.time_for(sent_bytes_);
  if (!late) {
    burst_packets_ = 0;
    burst_bytes_ = 0;
    return;
  }
  burst_bytes_ += ip_bytes;
  if (++burst_packets_ < max_burst_packets) return;
  held_until_ = now + rate_.time_for(burst_bytes_) / 2;
  burst_packets_ = 0;
  burst_bytes_ = 0;
}

}  // namespace acklab::contender
