#pragma once

#include <memory>

#include "sim/picture/picture.hpp"

namespace acklab::picture {

inline constexpr std::uint32_t min_test_card_side_pixels = 64;
inline constexpr std::uint32_t test_card_width_pixels = 320;
inline constexpr std::uint32_t test_card_height_pixels = 240;

/// The picture that is sent when there is no other: bars, gradients, fine lines, letters and a
/// circle, so that holes, noise and shifted rows show. The same octets on every machine. Sides from
/// min_test_card_side_pixels to max_side_pixels.
[[nodiscard]] Picture test_card(std::uint32_t width, std::uint32_t height);

/// The usual one, of test_card_width_pixels and test_card_height_pixels; never null.
[[nodiscard]] std::shared_ptr<const Picture> usual_test_card();

}  // namespace acklab::picture
