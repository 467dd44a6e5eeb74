#include "net/transport/send_side.hpp"

#include <algorithm>

namespace acklab::transport {

std::size_t SendSide::write(ByteView bytes) {
  std::size_t taken = std::min(bytes.size(), free_bytes());
  if (keeps_writes_ && taken < bytes.size() && bytes.size() <= capacity_) taken = 0;
  stream_.store(data_end_, bytes.first(taken));
  data_end_ += taken;
  if (taken < bytes.size() || (taken > 0 && free_bytes() == 0)) writer_waits_ = true;
  if (keeps_writes_ && taken > 0) write_ends_.push_back(data_end_);
  return taken;
}

void SendSide::acknowledged_until(std::uint64_t ack) {
  una_ = ack;
  stream_.drop_below(std::min(ack, data_end_));
}

void SendSide::sent_until(std::uint64_t next) {
  next_ = next;
  while (!write_ends_.empty() && write_ends_.front() <= next_) write_ends_.pop_front();
}

void SendSide::abandoned_until(std::uint64_t end) {
  const std::uint64_t before = stream_.begin();
  acknowledged_until(end);
  abandoned_bytes_ += stream_.begin() - before;
}

std::size_t SendSide::free_bytes() const {
  return static_cast<std::size_t>(capacity_ - (data_end_ - stream_.begin()));
}

std::uint64_t SendSide::bytes_acknowledged() const {
  return stream_.begin() - 1 - abandoned_bytes_;
}

bool SendSide::take_writable() {
  // Waking a writer for every few bytes would make small writes of large ones.
  if (!writer_waits_ || free_bytes() < std::max<std::uint64_t>(capacity_ / 4, 1)) return false;
  writer_waits_ = false;
  return true;
}

}  // namespace acklab::transport
