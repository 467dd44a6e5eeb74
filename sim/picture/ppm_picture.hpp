#pragma once

#include <string>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "sim/picture/picture.hpp"

namespace acklab::picture {

/// Whether a file begins as a binary PPM does.
[[nodiscard]] bool is_ppm(ByteView file);

/// A binary PPM (Netpbm's P6) with one picture of 8 bits a colour and nothing behind it. The error
/// is a clause for a sentence.
[[nodiscard]] Expected<Picture, std::string> parse_ppm(ByteView file);

}  // namespace acklab::picture
