#pragma once

#include <atomic>

namespace acklab::cli {

/// From now on SIGINT, SIGTERM and SIGHUP set the flag that this returns, and a second one quits at
/// once.
[[nodiscard]] const std::atomic<bool>& catch_interrupts();

/// A reader that closes its end of a pipe does not end the program (SIGPIPE): runs go on, and their
/// report is written.
void ignore_broken_pipes();

}  // namespace acklab::cli
