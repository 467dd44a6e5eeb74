#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/report/words/words.hpp"

namespace acklab::report {

/// A sentence or clause of one of the rooms below, which speak English, as it is told in the
/// language of `words`: where its keys "told.…" know it, blanks and all; several sentences one by
/// one. What is not known stays as it is.
[[nodiscard]] std::string retold(std::string_view english, const Words& words);

/// The same for a sentence that `words` tell by `pattern` if it reads as `english_pattern`, which
/// has the same blanks; nothing if it does not.
[[nodiscard]] std::optional<std::string> retold_by(std::string_view english,
                                                   std::string_view english_pattern,
                                                   const std::string& pattern, const Words& words);

}  // namespace acklab::report
