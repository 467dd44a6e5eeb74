#pragma once

#include <string>

#include "net/base/expected.hpp"
#include "sim/cli/advise_options.hpp"

namespace acklab::cli {

/// Asks what is still open, on the terminal that standard input is, until each answer is right. The
/// error is one sentence: standard input is no terminal, or it ended.
[[nodiscard]] Expected<void, std::string> ask_open_questions(GivenAnswers& given);

}  // namespace acklab::cli
