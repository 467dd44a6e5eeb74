#include "sim/cli/run_html.hpp"

#include <cstdlib>
#include <system_error>

#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::cli {

namespace fs = std::filesystem;

PageTrace::PageTrace(const RunOptions& options) : folder_(options.trace) {
  if (folder_ || !options.html) return;
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "acklab-page-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) return;
  folder_ = name;
  is_temporary_ = true;
}

PageTrace::~PageTrace() {
  std::error_code ignored;
  if (is_temporary_) fs::remove_all(*folder_, ignored);
}

RunOptions PageTrace::with_trace(RunOptions options) const {
  options.trace = folder_;
  options.trace_of_first_only = is_temporary_;
  return options;
}

ExitCode write_run_page(const RunOptions& options, const std::string& report_file,
                        const std::string& json, const PageTrace& trace) {
  const ExitCode code = write_page({{report_file, json, trace.folder()}}, *options.html);
  if (code != ExitCode::success) return code;
  if (!options.quiet) {
    const report::TableStyle style = output_style();
    const std::string line = report::Words::in(style.language).say("run.page", *options.html);
    print(report::wrap(report::printable(line, style.utf8), style.columns, 0));
  }
  return options.open ? open_page(*options.html) : ExitCode::success;
}

}  // namespace acklab::cli
