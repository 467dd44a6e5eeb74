#include "net/socket/file_descriptor.hpp"

#include <unistd.h>

namespace acklab::socket {

void FileDescriptor::reset() {
  // Linux frees the number even when close reports EINTR, so it is never tried twice.
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

}  // namespace acklab::socket
