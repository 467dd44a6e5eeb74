#include "net/socket/clock.hpp"

#include <ctime>

namespace acklab::socket {

Instant monotonic_now() {
  timespec time{};
  // Cannot fail: the clock exists on every Linux and the pointer is good.
  clock_gettime(CLOCK_MONOTONIC, &time);
  return Instant{std::chrono::seconds{time.tv_sec} + Duration{time.tv_nsec}};
}

}  // namespace acklab::socket
