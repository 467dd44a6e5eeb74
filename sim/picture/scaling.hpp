#pragma once

#include "sim/picture/picture.hpp"

namespace acklab::picture {

/// The picture as it is, if neither of its sides is longer than `max_side`; otherwise as large as
/// fits, its proportions kept to a pixel, each pixel the mean of those it stands for.
[[nodiscard]] Picture scaled_to_fit(Picture picture, std::uint32_t max_side);

}  // namespace acklab::picture
