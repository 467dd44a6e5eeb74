#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// A report and where the trace of its runs is.
struct ReportFile {
  std::string file;
  std::optional<std::string> trace;  // a folder
};

/// `acklab report REPORT`, `acklab report --compare REPORT REPORT`
struct ReportOptions {
  std::vector<ReportFile> reports;  // one, or two to put side by side
  std::string output;
  bool open = false;
};

/// What the arguments behind `acklab report` ask for, or one sentence.
[[nodiscard]] Expected<ReportOptions, std::string> parse_report_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli
