#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/base/time.hpp"
#include "net/wire/segment.hpp"
#include "sim/link/record/fate_line.hpp"

namespace acklab::capture {

// Pieces of a qlog file of version 0.3 (draft-ietf-quic-qlog-main-schema-02), in which TCP is told
// in QUIC's words: a stream's octets in stream frames, ACK and SACK as ranges of transmission
// numbers, the window as max_data.

/// A segment as a log of transmissions has it.
struct LoggedSegment {
  std::uint64_t number = 0;  // of its transmission
  std::uint64_t offset = 0;  // of its first octet, counted from the SYN, which is 0
  std::size_t tcp_bytes = 0;
  const wire::Segment& segment;
};

/// `"data": …` of a packet that is sent; `trigger` where there is one to tell.
[[nodiscard]] std::string sent_data(const LoggedSegment& logged, std::string_view trigger);
/// The same of one that is received: it acknowledges these transmissions of its receiver, and lets
/// that send up to `limit` octets of its stream.
[[nodiscard]] std::string received_data(const LoggedSegment& logged,
                                        std::span<const std::uint64_t> acknowledged,
                                        std::optional<std::uint64_t> limit);
[[nodiscard]] std::string lost_data(std::uint64_t number, std::string_view trigger);
[[nodiscard]] std::string marker_data(std::string_view type, std::string_view message);

/// What a sender knows of its path; what is not set is left out.
struct QlogMetrics {
  std::optional<std::uint64_t> congestion_window_bytes{};
  std::optional<std::uint64_t> slow_start_threshold_bytes{};
  std::optional<std::uint64_t> in_flight_bytes{};
  std::optional<Duration> latest_rtt{};
  std::optional<Duration> smoothed_rtt{};
  std::optional<Duration> min_rtt{};
};
[[nodiscard]] std::string metrics_data(const QlogMetrics& metrics);

/// A line of `events`.
[[nodiscard]] std::string event_line(Duration at, std::string_view name, std::string_view data);

/// What a file begins with, as far as its traces, and what each of those does.
[[nodiscard]] std::string file_head(const link::FateLogHeader& header);
[[nodiscard]] std::string trace_head(std::string_view host, std::uint64_t connection,
                                     std::string_view contender);

}  // namespace acklab::capture
