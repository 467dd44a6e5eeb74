#pragma once

#include <string>
#include <string_view>

namespace acklab::scenario {

/// The scenario's schema with the definitions "theory_line" and "honesty_topic" made anew from the
/// catalogue of formulas (sim/theory/catalogue.hpp) and the topics on which a kernel may differ
/// from the book (sim/path/kernel_honesty.hpp). What `schema` (JSON) says about everything else
/// stays.
[[nodiscard]] std::string with_theory_schema(std::string_view schema);

}  // namespace acklab::scenario
