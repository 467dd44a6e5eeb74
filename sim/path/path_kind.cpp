#include "sim/path/path_kind.hpp"

namespace acklab::path {

const char* to_string(PathKind kind) {
  switch (kind) {
    case PathKind::simulated:
      return "simulated";
    case PathKind::relay:
      return "relay";
    case PathKind::tun:
      return "tun";
  }
  return "unknown";
}

const char* to_string(PathChoice choice) {
  switch (choice) {
    case PathChoice::automatic:
      return "auto";
    case PathChoice::simulated:
      return "simulated";
    case PathChoice::relay:
      return "relay";
    case PathChoice::tun:
      return "tun";
  }
  return "unknown";
}

}  // namespace acklab::path
