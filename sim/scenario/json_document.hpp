#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/scenario/json_value.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// Parses exactly one JSON value (RFC 8259), strictly: no byte order mark, no comments, no
/// duplicate keys, no number beyond a double, at most max_depth containers inside each other and at
/// most max_file_bytes octets.
///
/// `origin` is what error sentences call the text.
[[nodiscard]] Expected<JsonValue, ScenarioError> parse_json(std::string_view text,
                                                            const std::string& origin);

}  // namespace acklab::scenario
