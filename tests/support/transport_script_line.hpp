#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/time.hpp"
#include "tests/support/transport_script_segment.hpp"

namespace acklab::support {

/// One line of a script.
struct ScriptLine {
  enum class Kind { arrives, leaves, call };

  std::size_t number = 0;  // from 1
  Duration after{};        // since the line before
  Kind kind = Kind::call;
  std::vector<ScriptSegment> segments;  // of arrives and leaves
  std::vector<std::string> words;       // of call
};

/// The lines that say something; a `#` and what follows it says nothing. Throws
/// std::invalid_argument that names the line.
[[nodiscard]] std::vector<ScriptLine> parse_script(std::string_view script);

/// `script` with numbered lines, and under line `failed` what went wrong.
[[nodiscard]] std::string annotate(std::string_view script, std::size_t failed,
                                   const std::string& remark);

/// A span as scripts write it, exactly: "0", "3s", "300ms", "1250us", "17ns".
[[nodiscard]] std::string script_duration(Duration duration);

}  // namespace acklab::support
