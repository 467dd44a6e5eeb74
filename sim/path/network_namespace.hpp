#pragma once

#include <functional>

#include "net/socket/file_descriptor.hpp"

namespace acklab::path {

/// A network namespace of our own: its own interfaces, addresses, routes and sockets. It lives as
/// long as this object or a socket made in it; nothing of it is visible in the file system.
class NetworkNamespace {
 public:
  /// A new, empty one. Needs CAP_SYS_ADMIN; throws std::system_error when refused.
  [[nodiscard]] static NetworkNamespace create();

  /// Runs `action` in a short-lived thread inside the namespace and waits for it. What it throws is
  /// thrown again here; std::system_error when the namespace cannot be entered.
  void run(const std::function<void()>& action) const;

  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  explicit NetworkNamespace(socket::FileDescriptor fd);
  socket::FileDescriptor fd_;
};

}  // namespace acklab::path
