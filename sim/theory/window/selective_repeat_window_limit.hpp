#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The largest window with which selective repeat mistakes nothing old for new: half of the
/// numbers, so that the receiver's new window never overlaps its old one.
///
/// Tanenbaum and Wetherall, Computer Networks, 5th edition, section 3.4.3.
struct SelectiveRepeatWindowLimit {
  static double of(Values in) { return std::exp2(in[0] - 1); }
  static constexpr std::array inputs{input::sequence_bits};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "selective_repeat_window_limit",
      .sentence = "The largest window with which selective repeat takes nothing old for new",
      .ascii = "W = 2^(k-1)",
      .unicode = "W = 2ᵏ⁻¹",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "The network keeps packets in order.",
      .source = "Tanenbaum and Wetherall, Computer Networks, 5th ed., section 3.4.3",
      .of = of};
};

}  // namespace acklab::theory
