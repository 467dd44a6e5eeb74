#pragma once

#include <functional>
#include <optional>

#include "sim/path/path_kind.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::path {

/// The path that a choice comes down to on this machine.
struct ChosenPath {
  PathKind kind = PathKind::relay;
  /// Why an automatic choice fell on the relay; nothing when it did not.
  std::optional<PathError> why_not_tun;
};

/// Asks whether TUN hosts can be had; nothing when they can.
using TunTrial = std::function<std::optional<PathError>()>;

/// Sets up two TUN hosts and takes them down again.
[[nodiscard]] std::optional<PathError> try_tun(IpVersion version = IpVersion::v4);

/// Automatic takes TUN where it can be had, so that every contender crosses the same path, else the
/// relay. An error when TUN was asked for by name and cannot be had. `trial` is only called when
/// the answer depends on it, and then once.
[[nodiscard]] Expected<ChosenPath, PathError> choose_path(PathChoice choice, const TunTrial& trial);

}  // namespace acklab::path
