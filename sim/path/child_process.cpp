#include "sim/path/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/socket/clock.hpp"
#include "net/socket/file_descriptor.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

[[noreturn]] void be_the_child(const std::function<std::string()>& trial, int to_parent) {
  int code = EXIT_SUCCESS;
  std::string told;
  try {
    told = trial();
  } catch (const std::exception& error) {
    told = error.what();
    code = EXIT_FAILURE;
  }
  std::size_t written = 0;
  while (written < told.size()) {
    const auto count = ::write(to_parent, told.data() + written, told.size() - written);
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  // Not exit: what the parent registered to happen at its end is not the child's to do.
  ::_exit(code);
}

/// Reads until the other end is closed; false when `deadline` came first.
bool read_all(int from, Instant deadline, std::string& text) {
  std::array<char, 4096> part{};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - socket::monotonic_now());
    if (left.count() <= 0) return false;
    pollfd input{from, POLLIN, 0};
    const int ready = ::poll(&input, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const auto count = ::read(from, part.data(), part.size());
    if (count == 0) return true;
    if (count > 0) text.append(part.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Trial in_child(const std::function<std::string()>& trial, Duration limit) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_system_failure("pipe2");
  const socket::FileDescriptor reading(ends[0]);
  socket::FileDescriptor writing(ends[1]);
  // What is still buffered would be written by both.
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw_system_failure("fork");
  if (child == 0) be_the_child(trial, writing.get());
  writing.reset();
  Trial result;
  if (!read_all(reading.get(), socket::monotonic_now() + limit, result.told)) {
    ::kill(child, SIGKILL);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.finished = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
  return result;
}

}  // namespace acklab::path
