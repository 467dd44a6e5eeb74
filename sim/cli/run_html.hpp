#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/cli/command_line.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/report_page.hpp"

namespace acklab::cli {

/// The trace that a page needs (`run --html`): where the user wants one, else in a folder of its
/// own that goes away again.
class PageTrace {
 public:
  explicit PageTrace(const RunOptions& options);
  PageTrace(const PageTrace&) = delete;
  PageTrace& operator=(const PageTrace&) = delete;
  ~PageTrace();

  /// The options with that trace asked for.
  [[nodiscard]] RunOptions with_trace(RunOptions options) const;
  /// Nothing when neither a page nor a trace was asked for.
  [[nodiscard]] const std::optional<std::string>& folder() const { return folder_; }

 private:
  std::optional<std::string> folder_;
  bool is_temporary_ = false;
};

/// Makes the page of a report just written, says where it is, and opens it if asked to.
[[nodiscard]] ExitCode write_run_page(const RunOptions& options, const std::string& report_file,
                                      const std::string& json, const PageTrace& trace);

}  // namespace acklab::cli
