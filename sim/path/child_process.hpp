#pragma once

#include <functional>
#include <optional>
#include <string>

#include "net/base/time.hpp"

namespace acklab::path {

/// How a trial in a process of its own ended.
struct Trial {
  bool finished = false;  // neither killed nor out of time
  std::string told;       // what it returned
};

/// Runs `trial` in a forked child, so that nothing it enters, opens or breaks stays with this
/// process. A child that does not finish within `limit` is killed. The calling process should have
/// one thread: others do not exist in the child.
[[nodiscard]] Trial in_child(const std::function<std::string()>& trial,
                             Duration limit = std::chrono::seconds{10});

}  // namespace acklab::path
