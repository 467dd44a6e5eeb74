#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::report {

/// A report that goes onto a page.
struct PageReport {
  std::string file;                         // where it comes from, for people
  std::string json;                         // the report's text
  std::optional<std::string> trace_folder;  // what `run --trace` was given
};

/// Whether this acklab can make pages: it was built with Node.
[[nodiscard]] bool can_make_pages();

/// One self-contained HTML file that shows the reports side by side, with what the link and our
/// transport did in the first repetition of each contender where there is a trace of it. It opens
/// in `language`, as far as it has words in it. Values are embedded as data, never as HTML. The
/// error is one sentence: a text that is no report, or a trace that is of another run.
[[nodiscard]] Expected<std::string, std::string> to_page(std::span<const PageReport> reports,
                                                         const std::string& language);

}  // namespace acklab::report
