#include "sim/path/child_program.hpp"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace acklab::path {

namespace {

/// Where a program's input comes from and its words go to.
class Redirections {
 public:
  explicit Redirections(const std::string& output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, output.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
  }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;
  ~Redirections() { posix_spawn_file_actions_destroy(&actions_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

int code_of(int status) {
  constexpr int killed = 128;  // as shells count
  return WIFEXITED(status) ? WEXITSTATUS(status) : killed + WTERMSIG(status);
}

}  // namespace

ChildProgram::ChildProgram(const NetworkNamespace& network, const std::vector<std::string>& command,
                           const std::string& output) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const Redirections redirections(output);
  // The child inherits the namespace of the thread that starts it.
  network.run([&] {
    const int error = ::posix_spawnp(&process_, arguments.front(), redirections.get(), nullptr,
                                     arguments.data(), environ);
    if (error != 0) throw std::system_error(error, std::generic_category(), "start " + words[0]);
  });
}

ChildProgram::~ChildProgram() {
  if (exit_code()) return;
  ::kill(process_, SIGKILL);
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
}

std::optional<int> ChildProgram::exit_code() {
  int status = 0;
  if (!exit_code_ && ::waitpid(process_, &status, WNOHANG) == process_) {
    exit_code_ = code_of(status);
  }
  return exit_code_;
}

}  // namespace acklab::path
