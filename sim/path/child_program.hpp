#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "sim/path/network_namespace.hpp"

namespace acklab::path {

/// A program of this machine, unmodified, that runs in a host's network namespace. Destroying it
/// kills the program if it still runs.
class ChildProgram {
 public:
  /// `command` is the program, looked for in PATH, and its arguments. What it says on standard
  /// output and standard error goes into the file `output`. Throws std::system_error when it cannot
  /// be started.
  ChildProgram(const NetworkNamespace& network, const std::vector<std::string>& command,
               const std::string& output);
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;
  ~ChildProgram();

  /// Its exit code, 128 plus the signal that killed it, or nothing while it runs.
  [[nodiscard]] std::optional<int> exit_code();

 private:
  pid_t process_ = -1;
  std::optional<int> exit_code_;
};

}  // namespace acklab::path
