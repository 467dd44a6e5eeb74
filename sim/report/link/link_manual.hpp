#pragma once

#include <string>

namespace acklab::report {

/// scenarios/LINK.md: everything that a link can be told, made from the tables of parameters
/// (sim/link/parameters.hpp). Markdown.
[[nodiscard]] std::string link_manual();

}  // namespace acklab::report
