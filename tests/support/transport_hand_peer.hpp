#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "net/base/time.hpp"
#include "net/transport/connection.hpp"
#include "net/wire/segment.hpp"

namespace acklab::support {

/// One connection and a peer played by hand, for tests that must know each segment.
///
/// Offsets count as inside the transport: a SYN is 0, the first byte of a stream 1.
class HandPeer {
 public:
  struct Options {
    std::optional<std::uint16_t> max_segment_size = 1000;
    bool sack = true;
    bool timestamps = false;
    std::optional<std::uint8_t> window_scale = 0;
    std::uint16_t window = 60'000;
    Duration round_trip = std::chrono::milliseconds{100};
    std::optional<wire::AcklabOption> acklab{};  // a peer that negotiates says what
    bool ecn = false;                            // its SYN,ACK is ECN-setup (RFC 3168)
  };

  HandPeer(const transport::ConnectionConfig& config, const Options& options);
  explicit HandPeer(const transport::ConnectionConfig& config) : HandPeer(config, Options{}) {}

  /// Answers the SYN after one round trip and takes the ACK: ESTABLISHED.
  void establish();

  [[nodiscard]] transport::Connection& connection() { return connection_; }
  [[nodiscard]] Instant now() const { return now_; }
  void wait(Duration span);
  /// Runs every timer that comes within `span`, and collects what is sent with its instant.
  std::vector<std::pair<Instant, wire::Segment>> watch(Duration span);
  /// What the connection has to send now.
  std::vector<wire::Segment> sent();
  std::optional<transport::ConnectionEvent> event() { return connection_.poll_event(); }
  std::optional<transport::CloseReport> close_report();

  void write(std::size_t bytes);
  std::size_t read(std::size_t most);

  /// A segment without payload that acknowledges everything below `offset`.
  void ack(std::uint64_t offset,
           std::initializer_list<std::pair<std::uint64_t, std::uint64_t>> sacked = {});
  void ack_with_window(std::uint64_t offset, std::uint16_t window);
  void data(std::uint64_t offset, std::size_t bytes);
  void fin(std::uint64_t offset);
  void rst(std::uint64_t offset);
  /// A segment of the peer that a test changes before it hands it over.
  [[nodiscard]] wire::Segment segment(std::uint64_t offset) const;
  void give(const wire::Segment& segment, bool marked = false);
  /// Whether the segments that `sent` gave last bore ECT, one by one.
  [[nodiscard]] const std::vector<bool>& ect() const { return ect_; }

  /// Own stream offset of a segment the connection sent; and of what it acknowledges of the peer's.
  [[nodiscard]] static std::uint64_t offset_of(const wire::Segment& segment);
  [[nodiscard]] static std::uint64_t acked_by(const wire::Segment& segment);
  [[nodiscard]] const wire::Segment& syn() const { return syn_; }

  static constexpr Seq32 own_initial{1000};
  static constexpr Seq32 peer_initial{0xffff'fff0};  // wraps after a few bytes

 private:
  Options options_;
  Instant now_ = timeline_origin + std::chrono::seconds{10};
  transport::Connection connection_;
  wire::Segment syn_;
  std::uint64_t peer_acks_ = 1;
  std::uint64_t peer_next_ = 1;  // behind the furthest byte or FIN the peer has sent
  std::vector<bool> ect_;
  std::uint32_t latest_value_ = 0;  // timestamp of the connection's last segment
};

}  // namespace acklab::support
