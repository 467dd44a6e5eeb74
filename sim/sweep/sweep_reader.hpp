#pragma once

#include <vector>

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/sweep/design.hpp"
#include "sim/sweep/parameter_path.hpp"

namespace acklab::sweep {

/// A parameter with what is needed to put its values in place.
struct SweptParameter {
  Parameter described;
  ParameterPath path;
  std::vector<scenario::JsonValue> values;
};

/// What the member "sweep" says.
struct SweepMember {
  std::vector<SweptParameter> parameters;
  std::vector<SweepSeed> seeds;
};

/// Reads the member; `base` is the scenario around it. What is wrong goes to the cursor's
/// FirstRefusal.
[[nodiscard]] SweepMember read_sweep_member(const scenario::Cursor& cursor,
                                            const scenario::Scenario& base, bool has_repeat);

}  // namespace acklab::sweep
