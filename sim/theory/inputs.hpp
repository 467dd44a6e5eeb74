#pragma once

#include "sim/theory/formula.hpp"

namespace acklab::theory::input {

// The quantities that several formulas speak of.

inline constexpr Input payload{
    "payload", "D", Unit::bytes, "what a packet carries for the application", 0, true};
inline constexpr Input headers{
    .name = "headers",
    .symbol = "H",
    .unit = Unit::bytes,
    .meaning = "all that travels with the payload: headers, and what the line adds",
    .fallback = 0};
inline constexpr Input rate{"rate", "R", Unit::bits_per_s, "how fast the line takes packets",
                            0,      true};
inline constexpr Input round_trip{"round_trip", "RTT", Unit::seconds,
                                  "there and back, without the packet's own time on the line"};
inline constexpr Input delay{"delay", "d", Unit::seconds,
                             "one way, without the packet's own time on the line"};
inline constexpr Input loss{.name = "loss",
                            .symbol = "p",
                            .unit = Unit::ratio,
                            .meaning = "chance that a packet is lost on its way",
                            .max = 1};
inline constexpr Input ack_loss{.name = "ack_loss",
                                .symbol = "q",
                                .unit = Unit::ratio,
                                .meaning = "chance that an ACK is lost on its way",
                                .max = 1,
                                .fallback = 0};
inline constexpr Input rto{"rto", "RTO", Unit::seconds, "the retransmission timeout", 0, true};
inline constexpr Input max_rto{
    "max_rto", "RTOmax", Unit::seconds, "the longest timeout, where doubling ends", 0, true};
inline constexpr Input window{"window", "W", Unit::count, "packets in flight at most", 1};
inline constexpr Input window_bytes{
    "window_bytes", "W", Unit::bytes, "bytes in flight at most", 0, true};
inline constexpr Input bytes{"bytes", "S", Unit::bytes, "how much there is to move", 0, true};
inline constexpr Input segments_per_ack{.name = "segments_per_ack",
                                        .symbol = "b",
                                        .unit = Unit::count,
                                        .meaning = "segments that one ACK acknowledges",
                                        .min = 1,
                                        .fallback = 1};
inline constexpr Input sequence_bits{.name = "sequence_bits",
                                     .symbol = "k",
                                     .unit = Unit::count,
                                     .meaning = "bits of a sequence number",
                                     .min = 1,
                                     .max = 64};
inline constexpr Input retries{"retries", "n", Unit::count, "retransmissions before it gives up"};
inline constexpr Input p_bad{.name = "p",
                             .symbol = "p",
                             .unit = Unit::ratio,
                             .meaning = "chance to go from the good state to the bad one, a packet",
                             .max = 1};
inline constexpr Input r_good{.name = "r",
                              .symbol = "r",
                              .unit = Unit::ratio,
                              .meaning = "chance to come back, a packet",
                              .min_excluded = true,
                              .max = 1};

/// Seconds that so many bytes take onto a line.
[[nodiscard]] constexpr double on_line(double octets, double bits_per_s) {
  return octets * 8 / bits_per_s;
}

}  // namespace acklab::theory::input
