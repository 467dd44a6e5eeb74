#include "tests/support/cli_process.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace acklab::cli_process {
namespace {

constexpr int patience_ms = 120'000;

/// In the child: becomes the program, or ends with 127.
[[noreturn]] void become(char* const* arguments, const Settings& settings) {
  std::signal(SIGPIPE, SIG_DFL);
  if (::chdir(settings.folder.c_str()) != 0) ::_exit(127);
  for (const auto& [name, value] : settings.environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  return ends;
}

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// Takes what there is; a terminal whose last user has gone reports an error, not an end.
void take(int& descriptor, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count <= 0) {
    close_end(descriptor);
  } else {
    into.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Process::Process(const std::vector<std::string>& words, const Settings& settings) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (settings.on_terminal) {
    start_on_terminal(arguments.data(), settings);
  } else {
    start_on_pipes(arguments.data(), settings);
  }
}

Process::~Process() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  close_end(output_);
  close_end(errors_);
}

void Process::start_on_terminal(char* const* arguments, const Settings& settings) {
  const winsize size{24, 80, 0, 0};
  child_ = ::forkpty(&output_, nullptr, nullptr, &size);
  if (child_ < 0) throw std::runtime_error{"no terminal"};
  if (child_ == 0) become(arguments, settings);
}

void Process::start_on_pipes(char* const* arguments, const Settings& settings) {
  std::array<int, 2> output = make_pipe();
  std::array<int, 2> errors = make_pipe();
  if (settings.output_closed) close_end(output[0]);
  child_ = ::fork();
  if (child_ < 0) throw std::runtime_error{"no process"};
  if (child_ == 0) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output[1], STDOUT_FILENO);
    ::dup2(errors[1], STDERR_FILENO);
    become(arguments, settings);
  }
  close_end(output[1]);
  close_end(errors[1]);
  output_ = output[0];
  errors_ = errors[0];
}

bool Process::read_some() {
  if (output_ < 0 && errors_ < 0) return false;
  std::array<pollfd, 2> streams{pollfd{output_, POLLIN, 0}, pollfd{errors_, POLLIN, 0}};
  if (::poll(streams.data(), streams.size(), patience_ms) <= 0) {
    throw std::runtime_error{"a program neither wrote nor ended; it wrote: " + finished_.output +
                             finished_.errors};
  }
  if (streams[0].revents != 0) take(output_, finished_.output);
  if (streams[1].revents != 0) take(errors_, finished_.errors);
  return true;
}

bool Process::wait_for_output(std::string_view text) {
  while (finished_.output.find(text) == std::string::npos &&
         finished_.errors.find(text) == std::string::npos) {
    if (!read_some()) return false;
  }
  return true;
}

void Process::send_signal(int signal) const {
  ::kill(child_, signal);
}

void Process::type(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t written = ::write(output_, text.data(), text.size());
    if (written <= 0) throw std::runtime_error{"nobody reads the terminal"};
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Finished Process::wait() {
  while (read_some()) {
  }
  int status = 0;
  ::waitpid(child_, &status, 0);
  child_ = -1;
  finished_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished_;
}

Finished run_command(const std::vector<std::string>& words, const Settings& settings) {
  Process process{words, settings};
  return process.wait();
}

}  // namespace acklab::cli_process
