#pragma once

#include <cstdint>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::bench {

/// What of a link's rate is left for the payload of full segments: 1440 bytes of every 1500 (20 of
/// IPv4, 8 of UDP, 20 of TCP and 12 of timestamps go).
inline constexpr double payload_share = 1440.0 / 1500.0;

/// The full formula of Padhye, Firoiu, Towsley and Kurose (1998), equation 30 without the limit of
/// the receiver's window, in bits per second. One segment more a round trip, as with byte counting
/// (b = 1).
[[nodiscard]] double pftk_bits_per_s(double loss, Duration round_trip, Duration timeout,
                                     std::uint64_t segment_bytes);

/// Jain's fairness index: 1 when all are equal, 1/n when one has everything.
[[nodiscard]] double jain_index(const std::vector<double>& shares);

[[nodiscard]] double mean_of(const std::vector<double>& values);
[[nodiscard]] double median_of(std::vector<double> values);

}  // namespace acklab::bench
