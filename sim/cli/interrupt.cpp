#include "sim/cli/interrupt.hpp"

#include <csignal>
#include <cstdlib>

#include "sim/cli/exit_code.hpp"

namespace acklab::cli {
namespace {

std::atomic<bool> was_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

extern "C" void handle_interrupt(int /*signal*/) {
  if (was_interrupted.exchange(true)) std::_Exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace

const std::atomic<bool>& catch_interrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, handle_interrupt);
  return was_interrupted;
}

void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace acklab::cli
