#include "sim/contender/kernel_stream.hpp"

namespace acklab::contender {

std::size_t KernelStream::write(Instant, ByteView octets) {
  if (error_) return 0;
  const auto written = connection_.write(octets);
  if (!written) {
    error_ = written.error();
    blocked_ = false;
    return 0;
  }
  blocked_ = *written < octets.size();
  return *written;
}

std::size_t KernelStream::read(Instant, MutableByteView into) {
  if (error_ || ended_) return 0;
  const auto count = connection_.read(into);
  if (!count) {
    error_ = count.error();
    return 0;
  }
  ended_ = *count == std::size_t{0};
  if (!count->has_value()) has_read_all_ = true;
  return count->value_or(0);
}

void KernelStream::close(Instant) {
  blocked_ = false;
  if (!error_) connection_.shut_down_writing();
}

}  // namespace acklab::contender
