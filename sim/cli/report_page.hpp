#pragma once

#include <string>
#include <vector>

#include "sim/cli/exit_code.hpp"
#include "sim/report/page/page.hpp"

namespace acklab::cli {

/// What to do about an acklab without pages: a sentence.
[[nodiscard]] std::string no_pages();

/// Makes the page of these reports and writes it to `file`; says what is wrong.
[[nodiscard]] ExitCode write_page(const std::vector<report::PageReport>& reports,
                                  const std::string& file);

/// Shows a file in the user's browser (xdg-open); says so when this machine cannot.
[[nodiscard]] ExitCode open_page(const std::string& file);

}  // namespace acklab::cli
