#pragma once

#include <cstdint>

#include "net/base/random.hpp"

namespace acklab::contender {

// What a run's seed decides, each by a number of its own. All contenders of one seed get the same.

[[nodiscard]] inline std::uint64_t link_seed(std::uint64_t run_seed) {
  return RandomStream{run_seed, "link"}.at(0);
}
[[nodiscard]] inline std::uint64_t records_seed(std::uint64_t run_seed) {
  return RandomStream{run_seed, "records"}.at(0);
}
/// Keys the initial sequence numbers of the client's (0) or the server's (1) endpoint. Predictable
/// on purpose: nobody else is on this link, and runs must be repeatable.
[[nodiscard]] inline std::uint64_t endpoint_secret(std::uint64_t run_seed, std::uint64_t host) {
  return RandomStream{run_seed, "endpoint secret"}.at(host);
}

}  // namespace acklab::contender
