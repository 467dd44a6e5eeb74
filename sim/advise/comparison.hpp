#pragma once

#include <optional>
#include <string>

#include "net/base/expected.hpp"
#include "sim/advise/rules.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::advise {

/// How the comparison is to be run.
struct RunWishes {
  path::PathChoice path = path::PathChoice::automatic;
  std::uint64_t seed = 1;
  std::optional<std::uint32_t> repeat{};  // nothing: as often as a minute allows, at most 20
};

/// The job that was asked about, for all three, on that link.
struct Comparison {
  scenario::Scenario scenario;
  bool without_udp = false;         // no datagram of this link holds a message
  bool with_fragments = false;      // the link was told to cut what is larger than Ethernet takes
  std::optional<Duration> timeout;  // after which the program asks again, over UDP
};

/// The error is one sentence: acklab cannot run such a job.
[[nodiscard]] Expected<Comparison, std::string> comparison_for(const Circumstances& circumstances,
                                                               const link::LinkSettings& link,
                                                               Choice choice,
                                                               const RunWishes& wishes);

/// The contender that does as advised, of those that are there; kernel-tcp where `kernel` says that
/// it ran.
[[nodiscard]] std::string player_of(Choice choice, const Comparison& comparison, bool kernel);

}  // namespace acklab::advise
