#pragma once

#include <string>
#include <string_view>

namespace acklab::scenario {

/// The schema of a scenario with the part about the workload made anew from the kinds of job that
/// the code describes.
[[nodiscard]] std::string with_workload_schema(std::string_view schema);

}  // namespace acklab::scenario
