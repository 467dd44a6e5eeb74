#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "net/base/expected.hpp"

namespace acklab::report {

/// The pictures in the folder of one run of a trace, for a page: `width`, `height`, and, compressed
/// and in base64, four octets a pixel (red, green, blue, and 0 for a hole) of `sent`, `received`
/// and `placed`, which is null of a stream. Null when the run left none. The error is one sentence.
[[nodiscard]] Expected<nlohmann::ordered_json, std::string> pictures_json(
    const std::string& folder);

}  // namespace acklab::report
