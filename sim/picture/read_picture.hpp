#pragma once

#include <string>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "sim/picture/picture.hpp"

namespace acklab::picture {

/// The picture in a PNG or binary PPM file, scaled down to max_side_pixels where it is larger. The
/// error is a clause for a sentence.
[[nodiscard]] Expected<Picture, std::string> parse_picture(ByteView file);

}  // namespace acklab::picture
