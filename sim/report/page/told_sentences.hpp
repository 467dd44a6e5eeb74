#pragma once

#include "sim/report/json/json_value.hpp"

namespace acklab::report {

/// Adds to `told`, {"zh": {"English": "Chinese"}}, what the sentences of a report that acklab wrote
/// in English are in its other languages: reasons, remedies, what the kernel and the book do, what
/// formulas assume. What no language tells otherwise is left out; nothing about the report is taken
/// for granted.
void add_told_sentences(const Json& report, Json& told);

}  // namespace acklab::report
