#pragma once

namespace acklab::cli {

/// What acklab tells the program that started it; documented in `acklab --help`.
enum class ExitCode : int {
  success = 0,             // ran, and every expectation holds
  expectation_failed = 1,  // ran, and one does not
  bad_input = 2,           // the command line or a scenario is wrong, or a report cannot be written
  machine_cannot = 3,      // nothing could run here
  interrupted = 130,       // SIGINT or SIGTERM, as shells count it
};

}  // namespace acklab::cli
