#include "sim/path/network_namespace.hpp"

#include <exception>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sched.h>

#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

/// A namespace is a property of a thread: changed in one of its own, it never leaks into others.
void run_in_new_thread(const std::function<void()>& action) {
  std::exception_ptr thrown;
  {
    const SignalsBlocked while_starting;
    std::thread thread([&] {
      try {
        action();
      } catch (...) {
        thrown = std::current_exception();
      }
    });
    thread.join();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace

NetworkNamespace::NetworkNamespace(socket::FileDescriptor fd) : fd_(std::move(fd)) {}

NetworkNamespace NetworkNamespace::create() {
  socket::FileDescriptor fd;
  run_in_new_thread([&fd] {
    if (::unshare(CLONE_NEWNET) != 0) throw_system_failure("unshare CLONE_NEWNET");
    fd = socket::FileDescriptor(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
    if (!fd.valid()) throw_system_failure("open /proc/thread-self/ns/net");
  });
  return NetworkNamespace(std::move(fd));
}

void NetworkNamespace::run(const std::function<void()>& action) const {
  run_in_new_thread([&] {
    if (::setns(fd_.get(), CLONE_NEWNET) != 0) throw_system_failure("setns");
    action();
  });
}

}  // namespace acklab::path
