#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "net/transport/config.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/ip_path.hpp"

// Our transport, directly on IP, against the kernel's TCP across a link.
namespace acklab::test {

/// Which TCP options both sides may use; off on one side is off on both.
struct OptionsOffered {
  bool sack = true;
  bool timestamps = true;
  bool window_scale = true;
};

/// One namespace, one link, and several connections at once: for each congestion control of the
/// kernel one that it opens and one that we open, each moving `stream_bytes` both ways.
struct InteropPlan {
  std::string name;
  link::LinkSettings link;
  std::uint64_t seed = 1;
  path::IpVersion ip_version = path::IpVersion::v4;
  OptionsOffered kernel;
  OptionsOffered own;
  transport::CongestionControl own_congestion = transport::CongestionControl::newreno;
  std::vector<std::string> kernel_congestion{"reno", "cubic", "bbr"};
  std::size_t stream_bytes = 40'000;
  Duration patience = std::chrono::seconds{60};
};

struct InteropOutcome {
  std::size_t conversations = 0;
  std::vector<std::string> problems;  // each a whole line; empty: all was well
  Duration took{};
  path::PathTruth truth;
  std::uint64_t discarded_corrupted = 0;  // by our transport
};

/// Runs a plan on a path whose client is ours and whose server is the kernel.
void run_interop_on(path::IpPath& path, const InteropPlan& plan, InteropOutcome& outcome);

/// Runs a plan in the calling thread. Boost.Test is not touched: any thread may.
[[nodiscard]] Expected<InteropOutcome, path::PathError> run_interop(const InteropPlan& plan);

/// Runs plans, `at_once` at a time; outcomes in the order of the plans.
[[nodiscard]] Expected<std::vector<InteropOutcome>, path::PathError> run_interop_plans(
    const std::vector<InteropPlan>& plans, std::size_t at_once);

}  // namespace acklab::test
