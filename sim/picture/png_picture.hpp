#pragma once

#include <string>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "sim/picture/picture.hpp"

namespace acklab::picture {

/// Whether a file begins as a PNG does.
[[nodiscard]] bool is_png(ByteView file);

/// A PNG of any kind, brought to 8 bits a colour; what is transparent stands on white. The error is
/// a clause for a sentence.
[[nodiscard]] Expected<Picture, std::string> parse_png(ByteView file);
/// The same with its transparency.
[[nodiscard]] Expected<PictureWithHoles, std::string> parse_png_with_holes(ByteView file);

/// As a PNG file. The error is a clause for a sentence: there was no memory.
[[nodiscard]] Expected<Bytes, std::string> to_png(const Picture& picture);
[[nodiscard]] Expected<Bytes, std::string> to_png(const PictureWithHoles& picture);

}  // namespace acklab::picture
