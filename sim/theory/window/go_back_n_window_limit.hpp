#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The largest window with which go-back-N mistakes nothing old for new: one less than there are
/// numbers.
///
/// Tanenbaum and Wetherall, Computer Networks, 5th edition, section 3.4.2.
struct GoBackNWindowLimit {
  static double of(Values in) { return std::exp2(in[0]) - 1; }
  static constexpr std::array inputs{input::sequence_bits};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "go_back_n_window_limit",
      .sentence = "The largest window with which go-back-N takes nothing old for new",
      .ascii = "W = 2^k - 1",
      .unicode = "W = 2ᵏ − 1",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "The network keeps packets in order.",
      .source = "Tanenbaum and Wetherall, Computer Networks, 5th ed., section 3.4.2",
      .of = of};
};

}  // namespace acklab::theory
