#include "sim/picture/test_card.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace acklab::picture {
namespace {

using Pixel = std::array<std::uint8_t, bytes_per_pixel>;

constexpr Pixel black{0, 0, 0};
constexpr Pixel white{255, 255, 255};
constexpr Pixel paper{232, 232, 224};
constexpr Pixel grid_grey{176, 176, 184};
constexpr Pixel ink{24, 40, 96};
constexpr Pixel ring{200, 48, 32};

/// The bars of a television's test card, from the lightest to the darkest.
constexpr std::array<Pixel, 8> bars{{{255, 255, 255},
                                     {255, 255, 0},
                                     {0, 255, 255},
                                     {0, 255, 0},
                                     {255, 0, 255},
                                     {255, 0, 0},
                                     {0, 0, 255},
                                     {0, 0, 0}}};

constexpr std::int32_t glyph_columns = 5;
constexpr std::int32_t glyph_rows = 7;
/// A letter of 5 by 7 dots, a row a number, its highest bit on the left.
using Glyph = std::array<std::uint8_t, glyph_rows>;
constexpr Glyph glyph_a{0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001};
constexpr Glyph glyph_b{0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110};
constexpr Glyph glyph_c{0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110};
constexpr Glyph glyph_k{0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001};
constexpr Glyph glyph_l{0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111};
constexpr std::array<Glyph, 6> name{glyph_a, glyph_c, glyph_k, glyph_l, glyph_a, glyph_b};
constexpr std::int32_t name_columns =
    static_cast<std::int32_t>(name.size()) * (glyph_columns + 1) - 1;

/// From `low` at the begin to `high` at the end of a length.
std::uint8_t between(std::int32_t low, std::int32_t high, std::int32_t at, std::int32_t length) {
  return static_cast<std::uint8_t>(low + (high - low) * at / std::max(length - 1, 1));
}

/// The card's layout: bands from the top to the bottom.
class Card {
 public:
  Card(std::uint32_t width, std::uint32_t height)
      : width_(static_cast<std::int32_t>(width)), height_(static_cast<std::int32_t>(height)) {}

  [[nodiscard]] Pixel at(std::int32_t x, std::int32_t y) const {
    if (y < bars_end()) return bars[static_cast<std::size_t>(x * 8 / width_)];
    if (y < greys_end()) {
      const std::uint8_t grey = between(0, 255, x, width_);
      return {grey, grey, grey};
    }
    if (y >= colours_begin()) return colours(x, y);
    if (y >= lines_begin()) return lines(x, y);
    return middle(x, y);
  }

 private:
  [[nodiscard]] std::int32_t bars_end() const { return height_ / 8; }
  [[nodiscard]] std::int32_t greys_end() const { return height_ * 3 / 16; }
  [[nodiscard]] std::int32_t lines_begin() const { return height_ * 3 / 4; }
  [[nodiscard]] std::int32_t colours_begin() const { return height_ * 7 / 8; }

  /// Every colour runs in a direction of its own.
  [[nodiscard]] Pixel colours(std::int32_t x, std::int32_t y) const {
    return {between(0, 255, x, width_), between(255, 0, x, width_),
            between(64, 255, y - colours_begin(), height_ - colours_begin())};
  }

  /// Lines one, two and three pixels wide, across and along, and at an angle.
  [[nodiscard]] Pixel lines(std::int32_t x, std::int32_t y) const {
    const std::int32_t part = x * 6 / width_;
    const std::int32_t wide = part % 3 + 1;
    const std::int32_t along = part < 2 ? x : part < 4 ? y : x + y;
    return along / wide % 2 == 0 ? black : white;
  }

  /// A circle with the name in it, on squared paper.
  [[nodiscard]] Pixel middle(std::int32_t x, std::int32_t y) const {
    if (is_in_name(x, y)) return ink;
    const std::int32_t down = y - (greys_end() + lines_begin()) / 2;
    const std::int32_t across = x - width_ / 2;
    const std::int32_t radius = (lines_begin() - greys_end()) * 7 / 16;
    const std::int32_t squared = across * across + down * down;
    const std::int32_t inner = radius - std::max(radius / 12, 1);
    if (squared <= radius * radius && squared >= inner * inner) return ring;
    if (x % 16 == 0 || y % 16 == 0) return grid_grey;
    // Bars at both edges, of another height each: which rows are out of place shows there.
    const bool at_edge = x < width_ / 16 || x >= width_ - width_ / 16;
    if (at_edge && y / 8 % 2 == 0) return black;
    return squared < inner * inner ? white : paper;
  }

  [[nodiscard]] bool is_in_name(std::int32_t x, std::int32_t y) const {
    const std::int32_t dot = std::max(width_ * 5 / 16 / name_columns, 1);
    const std::int32_t left = width_ / 2 - name_columns * dot / 2;
    const std::int32_t top = (greys_end() + lines_begin()) / 2 - glyph_rows * dot / 2;
    if (x < left || y < top) return false;
    const std::int32_t column = (x - left) / dot;
    const std::int32_t row = (y - top) / dot;
    if (column >= name_columns || row >= glyph_rows) return false;
    const std::int32_t inside = column % (glyph_columns + 1);
    if (inside == glyph_columns) return false;
    const Glyph& glyph = name[static_cast<std::size_t>(column / (glyph_columns + 1))];
    const std::uint32_t dots = glyph[static_cast<std::size_t>(row)];
    return (dots >> static_cast<std::uint32_t>(glyph_columns - 1 - inside) & 1U) != 0;
  }

  std::int32_t width_;
  std::int32_t height_;
};

}  // namespace

Picture test_card(std::uint32_t width, std::uint32_t height) {
  assert(std::min(width, height) >= min_test_card_side_pixels &&
         std::max(width, height) <= max_side_pixels);
  const Card card{width, height};
  Picture picture{width, height, {}};
  picture.octets.reserve(picture.pixels() * bytes_per_pixel);
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      const Pixel pixel = card.at(static_cast<std::int32_t>(x), static_cast<std::int32_t>(y));
      picture.octets.insert(picture.octets.end(), pixel.begin(), pixel.end());
    }
  }
  return picture;
}

std::shared_ptr<const Picture> usual_test_card() {
  static const auto card =
      std::make_shared<const Picture>(test_card(test_card_width_pixels, test_card_height_pixels));
  return card;
}

}  // namespace acklab::picture
