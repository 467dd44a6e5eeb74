#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/expected.hpp"
#include "net/transport/config.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::bench {

/// Who sends without end over one link in real time.
struct Contest {
  link::LinkSettings link;
  std::uint64_t seed = 1;
  std::optional<transport::ConnectionConfig> ours;
  std::string kernel;  // the kernel's name of a congestion control; empty: it does not take part
  Duration length{};
  Duration judged_from{};  // what happened before does not count
};

/// Bits of payload a second, in order, while it was judged.
struct ContestResult {
  double ours = 0;
  double kernel = 0;
};

/// Runs it between two TUN hosts: both transports' packets cross the same link.
[[nodiscard]] Expected<ContestResult, path::PathError> run_contest(const Contest& contest);

}  // namespace acklab::bench
