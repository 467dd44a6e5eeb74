#pragma once

#include <string_view>

namespace acklab::cli {

/// Writes to standard output. Whoever reads it may have gone (`acklab list | head -1`): then the
/// rest is for nobody, and that is no error.
void print(std::string_view text);

/// One sentence to standard error, "acklab: " before it.
void print_error(std::string_view sentence);

}  // namespace acklab::cli
