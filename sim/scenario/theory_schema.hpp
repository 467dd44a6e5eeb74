#pragma once

#include <string>
#include <string_view>

namespace acklab::scenario {

/// The scenario's schema with the definition "theory_line" made anew from the catalogue of formulas
/// (sim/theory/catalogue.hpp). What `schema` (JSON) says about everything else stays.
[[nodiscard]] std::string with_theory_schema(std::string_view schema);

}  // namespace acklab::scenario
