#include "sim/path/path_choice.hpp"

#include <utility>

namespace acklab::path {

std::optional<PathError> try_tun(IpVersion version) {
  const auto opened = open_tun(link::LinkSettings{}, 0, version);
  if (!opened) return opened.error();
  return std::nullopt;
}

Expected<ChosenPath, PathError> choose_path(PathChoice choice, const TunTrial& trial) {
  switch (choice) {
    case PathChoice::simulated:
      return ChosenPath{.kind = PathKind::simulated, .why_not_tun = std::nullopt};
    case PathChoice::relay:
      return ChosenPath{.kind = PathKind::relay, .why_not_tun = std::nullopt};
    case PathChoice::tun:
      if (auto obstacle = trial()) return failure(std::move(*obstacle));
      return ChosenPath{.kind = PathKind::tun, .why_not_tun = std::nullopt};
    case PathChoice::automatic:
      break;
  }
  auto obstacle = trial();
  const PathKind kind = obstacle ? PathKind::relay : PathKind::tun;
  return ChosenPath{.kind = kind, .why_not_tun = std::move(obstacle)};
}

}  // namespace acklab::path
