#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/contender/contender.hpp"
#include "sim/path/tcp_settings.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::contender {

/// What a scenario itself says about an input of a formula.
struct TheoryInput {
  double value = 0;  // in the unit of the input
  std::string from;  // which part of the scenario says so: "link.forward.loss"
};

/// The input of this name for this contender; nothing when the scenario does not say it.
/// `kernel` are the settings of the kernel's TCP as the run found them: what depends on them has no
/// value before.
[[nodiscard]] std::optional<TheoryInput> theory_input(std::string_view name,
                                                      const RunRequest& request,
                                                      const path::TcpSettings& kernel);

/// Whether it is known once this contender has run, although it may not be before.
[[nodiscard]] bool known_after_run(std::string_view name, const Spec& contender);

/// In what a metric is measured, by the end of its name.
struct MetricUnit {
  theory::Unit unit = theory::Unit::count;
  double of_base = 1;  // how much of the formula's unit one of the metric's is: 0.001 for ms
};
[[nodiscard]] MetricUnit metric_unit(std::string_view metric);

}  // namespace acklab::contender
