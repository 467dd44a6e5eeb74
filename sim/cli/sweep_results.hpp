#pragma once

#include <optional>
#include <span>
#include <string>

#include "net/base/expected.hpp"
#include "sim/journal/journal.hpp"

namespace acklab::cli {

/// Where the results of a sweep go: BASE.csv and BASE.json; "results/NAME" unless told.
[[nodiscard]] std::string results_base(const std::optional<std::string>& told,
                                       const std::string& name);

/// Whether both could be written now. The error is one sentence.
[[nodiscard]] Expected<void, std::string> check_results(const std::string& base);

/// Writes both, each whole or not at all. The error is one sentence.
[[nodiscard]] Expected<void, std::string> write_results(const std::string& base,
                                                        std::span<journal::Journal> journals);

/// Says where they are.
void print_results(const std::string& base);

/// A paragraph on standard output.
void print_words(const std::string& words);

}  // namespace acklab::cli
