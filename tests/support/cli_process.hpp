#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace acklab::cli_process {

/// How a program is started.
struct Settings {
  std::filesystem::path folder = ".";                            // where it runs
  std::vector<std::pair<std::string, std::string>> environment;  // beside this process's own
  bool on_terminal = false;    // one terminal of 80 columns for input, output and errors
  bool output_closed = false;  // nobody reads its standard output
};

/// How a program ended and what it wrote.
struct Finished {
  int exit_code = -1;  // 128 and the signal when it was killed, as shells count
  std::string output;  // on a terminal: errors too
  std::string errors;
};

/// A program under way. It is killed when it does not end within two minutes.
class Process {
 public:
  Process(const std::vector<std::string>& words, const Settings& settings);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// Reads until it has written `text`; false when it ended before.
  [[nodiscard]] bool wait_for_output(std::string_view text);
  void send_signal(int signal) const;
  /// Types on its terminal.
  void type(std::string_view text) const;
  /// Reads what it still writes until it ends.
  [[nodiscard]] Finished wait();

 private:
  /// Reads a portion of either stream; false when both have ended.
  bool read_some();
  void start_on_terminal(char* const* arguments, const Settings& settings);
  void start_on_pipes(char* const* arguments, const Settings& settings);

  pid_t child_ = -1;
  int output_ = -1;
  int errors_ = -1;
  Finished finished_;
};

/// Runs a program to its end.
[[nodiscard]] Finished run_command(const std::vector<std::string>& words,
                                   const Settings& settings = {});

}  // namespace acklab::cli_process
