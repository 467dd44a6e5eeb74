#pragma once

#include <string>
#include <string_view>

namespace acklab::scenario {

/// The scenario's schema with its part about the link made anew from the tables of parameters
/// (sim/link/parameters.hpp): "link" itself, "direction", and a definition "KEY_setting" for each
/// key. What `schema` (JSON) says about everything else stays.
[[nodiscard]] std::string with_link_schema(std::string_view schema);

}  // namespace acklab::scenario
