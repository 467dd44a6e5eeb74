#pragma once

#include <cstdint>
#include <vector>

#include "net/base/bytes.hpp"
#include "sim/picture/picture.hpp"

namespace acklab::picture {

/// What became of a picture's pixels; together they are all of them.
struct PixelCounts {
  std::uint64_t intact = 0;
  std::uint64_t wrong = 0;    // something else is there
  std::uint64_t missing = 0;  // at least one octet of it is not there

  friend bool operator==(const PixelCounts&, const PixelCounts&) = default;
};

/// A picture on its way in: octets are put into their places, and what is never put is a hole.
class Canvas {
 public:
  Canvas(std::uint32_t width, std::uint32_t height);

  /// Puts octets from place `at` on, over what is there; what is beyond the picture's end is not
  /// taken. How many were.
  std::size_t put(std::size_t at, ByteView octets);

  /// Beside the picture that was sent, which is as large.
  [[nodiscard]] PixelCounts compared_with(const Picture& sent) const;
  [[nodiscard]] PictureWithHoles with_holes() const;

 private:
  [[nodiscard]] bool is_there(std::size_t pixel) const;

  std::uint32_t width_;
  std::uint32_t height_;
  Bytes octets_;
  std::vector<bool> there_;  // for each octet
};

}  // namespace acklab::picture
