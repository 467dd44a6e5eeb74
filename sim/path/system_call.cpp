#include "sim/path/system_call.hpp"

#include <cerrno>
#include <system_error>

namespace acklab::path {

void throw_system_failure(const std::string& operation) {
  throw std::system_error(errno, std::generic_category(), operation);
}

SignalsBlocked::SignalsBlocked() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &previous_);
}

SignalsBlocked::~SignalsBlocked() {
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

}  // namespace acklab::path
