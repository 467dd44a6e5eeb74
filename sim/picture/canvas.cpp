#include "sim/picture/canvas.hpp"

#include <algorithm>
#include <cassert>

namespace acklab::picture {
namespace {

constexpr std::uint8_t opaque = 255;

}  // namespace

Canvas::Canvas(std::uint32_t width, std::uint32_t height)
    : width_(width),
      height_(height),
      octets_(std::size_t{width} * height * bytes_per_pixel),
      there_(octets_.size()) {}

std::size_t Canvas::put(std::size_t at, ByteView octets) {
  if (at >= octets_.size()) return 0;
  const std::size_t count = std::min(octets.size(), octets_.size() - at);
  std::copy_n(octets.begin(), count, octets_.begin() + static_cast<std::ptrdiff_t>(at));
  std::fill_n(there_.begin() + static_cast<std::ptrdiff_t>(at), count, true);
  return count;
}

bool Canvas::is_there(std::size_t pixel) const {
  const std::size_t at = pixel * bytes_per_pixel;
  return there_[at] && there_[at + 1] && there_[at + 2];
}

PixelCounts Canvas::compared_with(const Picture& sent) const {
  assert(sent.octets.size() == octets_.size());
  PixelCounts counts;
  for (std::size_t pixel = 0; pixel < sent.pixels(); ++pixel) {
    const auto at = static_cast<std::ptrdiff_t>(pixel * bytes_per_pixel);
    if (!is_there(pixel)) {
      ++counts.missing;
    } else if (std::equal(octets_.begin() + at, octets_.begin() + at + bytes_per_pixel,
                          sent.octets.begin() + at)) {
      ++counts.intact;
    } else {
      ++counts.wrong;
    }
  }
  return counts;
}

PictureWithHoles Canvas::with_holes() const {
  PictureWithHoles picture{width_, height_, {}};
  const std::size_t pixels = std::size_t{width_} * height_;
  picture.octets.reserve(pixels * (bytes_per_pixel + 1));
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    const bool there = is_there(pixel);
    for (std::size_t part = 0; part < bytes_per_pixel; ++part) {
      picture.octets.push_back(there ? octets_[pixel * bytes_per_pixel + part] : std::uint8_t{0});
    }
    picture.octets.push_back(there ? opaque : std::uint8_t{0});
  }
  return picture;
}

}  // namespace acklab::picture
