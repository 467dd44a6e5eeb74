#include "net/socket/entropy.hpp"

#include <cerrno>
#include <system_error>

#include <sys/random.h>

namespace acklab::socket {

std::uint64_t unpredictable_bits() {
  std::uint64_t bits = 0;
  while (true) {
    const ssize_t got = getrandom(&bits, sizeof bits, 0);
    if (got == static_cast<ssize_t>(sizeof bits)) return bits;
    if (got < 0 && errno != EINTR) {
      throw std::system_error(errno, std::system_category(), "getrandom");
    }
  }
}

}  // namespace acklab::socket
