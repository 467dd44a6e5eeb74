#pragma once

#include <string>
#include <string_view>

#include "sim/report/words/words.hpp"

namespace acklab::report {

/// Where a book or an RFC says something, "RFC 9293 section 3.4", as a reader of the language of
/// `words` finds it: "RFC 9293 第 3.4 节". Names and titles stay as they are.
[[nodiscard]] std::string source_retold(std::string_view english, const Words& words);

}  // namespace acklab::report
