#include "sim/report/page/page_shell.hpp"

namespace acklab::report {

std::optional<PageShell> page_shell() {
  return std::nullopt;
}

}  // namespace acklab::report
