#include "sim/link/drop_tail_queue.hpp"

namespace acklab::link {

std::uint64_t DropTailQueue::waiting_bytes(Instant now) {
  while (!waiting_.empty() && waiting_.front().start <= now) {
    waiting_bytes_ -= waiting_.front().bytes;
    waiting_.pop_front();
  }
  return waiting_bytes_;
}

bool DropTailQueue::admit(Instant now, Instant start, std::uint64_t bytes) {
  if (start <= now) return true;
  if (limit_bytes_ && waiting_bytes(now) + bytes > *limit_bytes_) return false;
  waiting_.push_back({start, bytes});
  waiting_bytes_ += bytes;
  return true;
}

}  // namespace acklab::link
