#include "sim/path/packet_queue.hpp"

#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "sim/path/system_call.hpp"

namespace acklab::path {

PacketQueue::PacketQueue() : waiting_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!waiting_.valid()) throw_system_failure("eventfd");
}

bool PacketQueue::push(Bytes packet) {
  const std::lock_guard lock(mutex_);
  if (packets_.size() == capacity) {
    ++refused_;
    return false;
  }
  packets_.push_back(std::move(packet));
  if (packets_.size() == 1) {
    const std::uint64_t one = 1;
    // Cannot fail: the counter is 0.
    [[maybe_unused]] const auto written = ::write(waiting_.get(), &one, sizeof one);
  }
  return true;
}

std::optional<Bytes> PacketQueue::pop() {
  const std::lock_guard lock(mutex_);
  if (packets_.empty()) return std::nullopt;
  Bytes packet = std::move(packets_.front());
  packets_.pop_front();
  if (packets_.empty()) {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(waiting_.get(), &count, sizeof count);
  }
  return packet;
}

std::uint64_t PacketQueue::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

}  // namespace acklab::path
