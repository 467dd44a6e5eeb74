#pragma once

#include <string>

#include "net/base/expected.hpp"
#include "sim/retell/report_reader.hpp"
#include "sim/run/batch.hpp"

namespace acklab::retell {

/// The results that a report tells of, as far as report::to_table looks at them: the text made of
/// these is the one made when it was run. No report can be made of them again.
///
/// `file` names the report in the error, which is one sentence: a part is missing or of another
/// kind, or parts do not fit each other.
[[nodiscard]] Expected<run::BatchResult, std::string> restored_batch(const ReadReport& report,
                                                                     const std::string& file);

}  // namespace acklab::retell
