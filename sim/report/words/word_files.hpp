#pragma once

#include <span>
#include <string_view>

namespace acklab::report {

/// A file of sim/report/words, compiled in.
struct WordFile {
  std::string_view language;
  std::string_view text;
};
[[nodiscard]] std::span<const WordFile> word_files();

}  // namespace acklab::report
