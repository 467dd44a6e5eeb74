#include "sim/picture/scaling.hpp"

#include <algorithm>
#include <array>

namespace acklab::picture {
namespace {

std::uint32_t shorter(std::uint32_t side, std::uint32_t longest, std::uint32_t max_side) {
  const std::uint64_t length = std::uint64_t{side} * max_side / longest;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(length, 1));
}

/// Which of `from` places the place `at` of `to` begins at.
std::uint32_t begin_of(std::uint32_t at, std::uint32_t from, std::uint32_t to) {
  return static_cast<std::uint32_t>(std::uint64_t{at} * from / to);
}

/// A part of a picture, up to but not including `right` and `bottom`.
struct Box {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t top = 0;
  std::uint32_t bottom = 0;
};

void append_mean(const Picture& of, const Box& box, Bytes& into) {
  std::array<std::uint64_t, bytes_per_pixel> sums{};
  for (std::uint32_t y = box.top; y < box.bottom; ++y) {
    for (std::uint32_t x = box.left; x < box.right; ++x) {
      const std::size_t at = (std::size_t{y} * of.width + x) * bytes_per_pixel;
      for (std::size_t part = 0; part < bytes_per_pixel; ++part) sums[part] += of.octets[at + part];
    }
  }
  const std::uint64_t count =
      std::uint64_t{box.right - box.left} * std::uint64_t{box.bottom - box.top};
  for (const std::uint64_t sum : sums) {
    into.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
  }
}

}  // namespace

Picture scaled_to_fit(Picture picture, std::uint32_t max_side) {
  const std::uint32_t longest = std::max(picture.width, picture.height);
  if (longest <= max_side) return picture;
  Picture smaller{
      shorter(picture.width, longest, max_side), shorter(picture.height, longest, max_side), {}};
  smaller.octets.reserve(smaller.pixels() * bytes_per_pixel);
  for (std::uint32_t y = 0; y < smaller.height; ++y) {
    for (std::uint32_t x = 0; x < smaller.width; ++x) {
      append_mean(picture,
                  {.left = begin_of(x, picture.width, smaller.width),
                   .right = begin_of(x + 1, picture.width, smaller.width),
                   .top = begin_of(y, picture.height, smaller.height),
                   .bottom = begin_of(y + 1, picture.height, smaller.height)},
                  smaller.octets);
    }
  }
  return smaller;
}

}  // namespace acklab::picture
