#pragma once

#include <span>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "sim/link/parameter.hpp"

namespace acklab::scenario {

// JSON Schema out of tables of parameters. What is written as one word, a percentage say, refers to
// a definition of that name.

using SchemaJson = nlohmann::ordered_json;

[[nodiscard]] SchemaJson schema_reference(std::string_view definition);
/// The object that holds those of `all` that belong to `owner`: those below its key, or those
/// without a point when it is empty.
[[nodiscard]] SchemaJson object_schema(std::string_view owner,
                                       std::span<const link::Parameter> all);
/// One of them with its description and default.
[[nodiscard]] SchemaJson described_schema(const link::Parameter& parameter,
                                          std::span<const link::Parameter> all);

}  // namespace acklab::scenario
