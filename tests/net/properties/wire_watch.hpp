#pragma once

#include <cstdint>
#include <optional>

#include "net/base/byte_ranges.hpp"
#include "net/base/seq32.hpp"
#include "net/transport/config.hpp"
#include "net/wire/segment.hpp"
#include "tests/support/transport_pair.hpp"

namespace acklab::properties {

/// Watches everything that two connections say to each other, and what of it arrives, and throws
/// Violation at the first thing that no sound connection would say:
///
/// - nobody sends beyond what the other side has allowed, one byte to probe a closed window
///   excepted; an allowance is never taken back by more than the rounding of its scale, and is
///   never more than the receive buffer;
/// - what is sent is the stream: each byte the same however often it goes, within the peer's MSS;
/// - what is acknowledged, selectively or not, has arrived; acknowledgements never go back;
/// - SACK blocks hold something and lie beyond the acknowledgement, the first excepted (RFC 2883).
class WireWatch {
 public:
  /// `client_stream` and `server_stream` are the seeds of the streams (support::stream_byte).
  WireWatch(const transport::ConnectionConfig& client, const transport::ConnectionConfig& server,
            std::uint64_t client_stream, std::uint64_t server_stream);

  void on_sent(support::Side from, const wire::Segment& segment);
  void on_delivered(support::Side to, const wire::Segment& segment, bool corrupted);
  /// The application of a side has read so many bytes so far.
  void on_read(support::Side side, std::uint64_t bytes) { direction(side).read = bytes; }

  /// What a side has sent, resets not counted; and how much of its payload not for the first time.
  [[nodiscard]] std::uint64_t sent(support::Side side) const { return direction(side).sent; }
  [[nodiscard]] std::uint64_t resets(support::Side side) const { return direction(side).resets; }
  [[nodiscard]] std::uint64_t resent_bytes(support::Side side) const {
    return direction(side).resent_bytes;
  }
  /// What has reached a side, and how much of that damaged.
  [[nodiscard]] std::uint64_t delivered(support::Side side) const {
    return direction(side).delivered;
  }
  [[nodiscard]] std::uint64_t corrupted(support::Side side) const {
    return direction(side).corrupted;
  }

 private:
  /// What a side says and what has reached it.
  struct Direction {
    transport::ConnectionConfig config;
    std::uint64_t stream = 0;
    Seq32 initial;
    std::optional<std::uint8_t> scale;
    std::optional<std::uint16_t> mss;
    bool stamps = false;
    std::uint64_t furthest = 0;      // end of what was sent
    std::uint64_t allowed = 0;       // the furthest that the peer ever allowed
    std::uint64_t acknowledged = 0;  // of the peer's stream
    ByteRangeSet arrived;            // of the peer's stream, as far as it reached this side
    std::uint64_t read = 0;
    std::uint64_t sent = 0;
    std::uint64_t resets = 0;
    std::uint64_t resent_bytes = 0;
    std::uint64_t delivered = 0;
    std::uint64_t corrupted = 0;
  };
  [[nodiscard]] Direction& direction(support::Side side) {
    return directions_[side == support::Side::client ? 0 : 1];
  }
  [[nodiscard]] const Direction& direction(support::Side side) const {
    return directions_[side == support::Side::client ? 0 : 1];
  }
  static void check_data(const wire::Segment& segment, Direction& own, const Direction& peer);
  static void check_acknowledgement(const wire::Segment& segment, Direction& own, Direction& peer);
  static void check_sack(const wire::Segment& segment, const Direction& own, const Direction& peer,
                         std::uint64_t ack);
  static void check_window(const wire::Segment& segment, const Direction& own, Direction& peer,
                           std::uint64_t ack);

  Direction directions_[2];
};

}  // namespace acklab::properties
