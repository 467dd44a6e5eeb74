#include <filesystem>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"

namespace acklab::cli {
namespace {

struct TraceMaker {
  link::MadeTrace operator()(const ConstantTrace& asked) const {
    return asked.length_ms ? link::constant_trace(asked.rate, *asked.length_ms)
                           : link::constant_trace(asked.rate);
  }
  link::MadeTrace operator()(const PoissonTrace& asked) const {
    return link::poisson_trace(asked.rate, asked.length_ms, asked.seed);
  }
  link::MadeTrace operator()(const SawtoothTrace& asked) const {
    return link::sawtooth_trace(asked.swing, asked.length_ms);
  }
  link::MadeTrace operator()(const FadeTrace& asked) const {
    return link::fade_trace(asked.swing, asked.length_ms);
  }
};

}  // namespace

ExitCode trace_command(const TraceOptions& options) {
  const link::MadeTrace made = std::visit(TraceMaker{}, options.what);
  if (!made) {
    print_error(fmt::format("No such trace can be made: {}.", made.error()));
    return ExitCode::bad_input;
  }
  const std::string text = link::format_trace(*made);
  if (!options.output) {
    print(text);
    return ExitCode::success;
  }
  std::error_code ignored;
  if (!options.force && std::filesystem::exists(*options.output, ignored)) {
    print_error(fmt::format("'{}' is there already; --force replaces it.",
                            report::printable(*options.output, true)));
    return ExitCode::bad_input;
  }
  if (const auto written = report::write_whole(*options.output, text, "trace"); !written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return ExitCode::success;
}

}  // namespace acklab::cli
