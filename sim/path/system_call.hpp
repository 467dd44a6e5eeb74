#pragma once

#include <csignal>
#include <string>

namespace acklab::path {

/// Throws std::system_error for the current errno. For set-up code only: what goes wrong once
/// packets move is counted, never thrown.
[[noreturn]] void throw_system_failure(const std::string& operation);

/// Blocks every signal in the calling thread for its lifetime. A thread started meanwhile inherits
/// that, so signals keep going to the threads that expect them.
class SignalsBlocked {
 public:
  SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked();

 private:
  sigset_t previous_{};
};

}  // namespace acklab::path
