#pragma once

#include "net/base/expected.hpp"
#include "sim/cli/scenario_places.hpp"
#include "sim/report/course/course.hpp"

namespace acklab::cli {

/// What the table of contents says of a scenario or a sweep; the error is one sentence.
[[nodiscard]] Expected<report::CourseEntry, std::string> read_course_entry(
    const ScenarioPlace& place);

}  // namespace acklab::cli
