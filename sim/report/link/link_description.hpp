#pragma once

#include <string>
#include <string_view>

#include "sim/link/settings.hpp"
#include "sim/report/report.hpp"

namespace acklab::report {

/// What a link does, in words and numbers, and which tc commands come nearest. `title` stands
/// above it. No line is wider than the place has columns.
[[nodiscard]] std::string link_description(const link::LinkSettings& settings,
                                           std::string_view title, const TableStyle& style);

/// The same as JSON text. Keys end in their units; what does not exist (the BDP without a rate) is
/// null.
[[nodiscard]] std::string link_description_json(const link::LinkSettings& settings);

}  // namespace acklab::report
