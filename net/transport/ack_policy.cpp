#include "net/transport/ack_policy.hpp"

namespace acklab::transport {

void AckPolicy::on_in_order(Instant now, std::uint64_t bytes, std::uint64_t full_bytes) {
  unacknowledged_bytes_ += bytes;
  const bool quick = quick_acks_left_ > 0;
  if (quick) --quick_acks_left_;
  if (!delayed_ || quick || unacknowledged_bytes_ >= 2 * full_bytes) due_ = true;
  if (!deadline_) deadline_ = now + max_delay_;
}

void AckPolicy::on_disorder() {
  require_now();
  quick_acks_left_ = quick_acks_after_disorder;
}

void AckPolicy::on_ack_sent() {
  due_ = false;
  unacknowledged_bytes_ = 0;
  deadline_.reset();
}

}  // namespace acklab::transport
