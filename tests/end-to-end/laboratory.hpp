#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/cli_process.hpp"
#include "tests/support/report_folder.hpp"

namespace acklab::end_to_end {

/// A scenario of a fraction of a second with two contenders that hold what is expected of them.
inline constexpr std::string_view tiny_scenario = R"({
  "name": "tiny",
  "question": "Does it run at all?",
  "link": { "rate": "20mbit", "delay": "2ms", "loss": "1%", "queue": "125kB" },
  "workload": { "kind": "bulk", "bytes": "100kB" },
  "contenders": ["udp", "reliable-udp"],
  "repeat": 2,
  "expect": [ { "contender": "reliable-udp", "metric": "integrity.intact", "equals": true } ]
})";

/// An empty folder in which acklab runs.
class Laboratory {
 public:
  /// Puts `text` into a file of the folder.
  void write(const std::string& file, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& file) const;
  [[nodiscard]] bool has(const std::string& file) const;
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  /// Every file and folder below, by name.
  [[nodiscard]] std::vector<std::string> entries() const;

  /// Runs acklab to its end.
  [[nodiscard]] cli_process::Finished acklab(const std::vector<std::string>& arguments,
                                             cli_process::Settings settings = {}) const;
  /// The words and settings to start acklab here.
  [[nodiscard]] static std::vector<std::string> words(const std::vector<std::string>& arguments);

  /// Whether an independent validator finds the report right, and the scenario in it too.
  void check_report_is_valid(const std::string& file) const;

 private:
  samples::Folder folder_;
};

/// Every line of `text` fits 80 columns.
void check_width(const std::string& text);
/// `text` is one line that acklab says on standard error.
void check_is_one_sentence(const std::string& text);

}  // namespace acklab::end_to_end
