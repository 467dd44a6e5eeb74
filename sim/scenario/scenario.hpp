#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/base/time.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/scenario/text.hpp"
#include "sim/scenario/theory_line.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::scenario {

/// The measured value lies within `tolerance` of `value`.
struct Near {
  double value = 0;
  double tolerance = 0;
};
struct AtLeast {
  double value = 0;
};
struct AtMost {
  double value = 0;
};
/// A boolean metric (true, false) or an exact number.
struct Equals {
  std::variant<bool, double> value;
};

/// What the author of a scenario says will be measured: the median over the repetitions.
struct Expectation {
  std::string contender;
  std::string metric;
  std::variant<Near, AtLeast, AtMost, Equals> condition;
  Text note;  // the author's comment; may be empty
};

/// What to run next, and why.
struct Suggestion {
  std::string scenario;  // as 'acklab run' takes it: "reliability/02-sliding-window"
  Text why;

  bool operator==(const Suggestion&) const = default;
};

/// A scenario as understood: every default filled in.
struct Scenario {
  std::string name;
  Text title;        // a few words; may be empty
  Text question;     // may be empty
  Text explanation;  // what to look for and why: lines; may be empty
  std::vector<Suggestion> try_next;
  std::optional<Duration> duration_estimate;  // of all of it, as written, in real time
  link::LinkSettings link;
  workload::Workload workload;
  std::vector<contender::Spec> contenders;
  std::uint32_t repeat = 1;
  std::uint64_t seed = 1;
  Duration time_limit = std::chrono::seconds{60};
  path::PathChoice path = path::PathChoice::automatic;
  path::IpVersion ip_version = path::IpVersion::v4;
  std::vector<Expectation> expectations;
  std::vector<TheoryLine> theory;
  /// On what the report compares the kernel's TCP with the book; empty: wherever they differ.
  std::vector<std::string> honesty;
};

}  // namespace acklab::scenario
