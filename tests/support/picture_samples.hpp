#pragma once

#include <string>
#include <string_view>

#include "sim/picture/picture.hpp"

namespace acklab::testing {

/// A picture whose octets are 0, 1, 2 and so on, but that none of them repeats its neighbours'.
inline picture::Picture counted_picture(std::uint32_t width, std::uint32_t height) {
  picture::Picture picture{width, height, {}};
  for (std::size_t at = 0; at < picture.pixels() * picture::bytes_per_pixel; ++at) {
    picture.octets.push_back(static_cast<std::uint8_t>(at * 7 % 251));
  }
  return picture;
}

inline Bytes octets_of(std::string_view text) {
  return {text.begin(), text.end()};
}

/// A PPM file of that picture, `header` between P6 and the pixels.
inline Bytes ppm_file(const std::string& header, const Bytes& pixels) {
  Bytes file = octets_of("P6" + header);
  file.insert(file.end(), pixels.begin(), pixels.end());
  return file;
}

}  // namespace acklab::testing
