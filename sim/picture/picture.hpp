#pragma once

#include <cstddef>
#include <cstdint>

#include "net/base/bytes.hpp"

namespace acklab::picture {

/// The largest picture that is sent, either way; a larger one is scaled down.
inline constexpr std::uint32_t max_side_pixels = 512;
/// The largest picture that is read from a file, either way, and the largest file.
inline constexpr std::uint32_t max_file_side_pixels = 4096;
inline constexpr std::size_t max_file_bytes = std::size_t{64} << 20U;
/// Red, green and blue, an octet each.
inline constexpr std::size_t bytes_per_pixel = 3;

/// A picture: its pixels row by row from the top, each row from the left.
struct Picture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes octets;  // width · height · bytes_per_pixel

  [[nodiscard]] std::size_t pixels() const { return std::size_t{width} * height; }

  friend bool operator==(const Picture&, const Picture&) = default;
};

/// The same with an octet of opacity behind each pixel: 0 is a hole, 255 is there.
struct PictureWithHoles {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes octets;  // width · height · (bytes_per_pixel + 1)

  friend bool operator==(const PictureWithHoles&, const PictureWithHoles&) = default;
};

}  // namespace acklab::picture
