#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/base/datagram_actor.hpp"
#include "net/base/seq32.hpp"
#include "net/base/time.hpp"
#include "net/transport/config.hpp"
#include "net/transport/connection_event.hpp"
#include "net/transport/observation.hpp"
#include "net/transport/state.hpp"
#include "net/transport/statistics.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// The two ports in every segment of a connection, seen from this side.
struct PortPair {
  std::uint16_t local = 0;
  std::uint16_t remote = 0;
  friend constexpr auto operator<=>(PortPair, PortPair) = default;
};

/// A SYN that was answered before there was a Connection: by a SYN cache, or with a cookie.
struct AnsweredSyn {
  wire::Segment syn;
  /// When the SYN came; nothing when nobody remembers (a cookie).
  std::optional<Instant> arrived;
  std::uint32_t transmissions = 1;       // of the SYN,ACK
  std::uint32_t segments_received = 1;   // from the peer so far
  std::uint32_t corrupted_segments = 0;  // among them
};

/// One TCP connection (RFC 9293) that does no I/O and reads no clock.
///
/// Hand it segments and instants; after each call take out segments with poll_transmit and events
/// with poll_event until there are none, and call handle_timeout when next_timeout has come.
/// Instants never go backwards. Not thread-safe.
class Connection {
 public:
  /// Active open: the SYN comes from the first poll_transmit. `initial_sequence` as by RFC 6528.
  [[nodiscard]] static Connection connect(Instant now, PortPair ports,
                                          const ConnectionConfig& config, Seq32 initial_sequence);
  /// Passive open: answers `syn`, a segment with SYN and without ACK or RST.
  [[nodiscard]] static Connection accept(Instant now, const wire::Segment& syn,
                                         const ConnectionConfig& config, Seq32 initial_sequence);
  /// Passive open, the SYN having been answered with transport::syn_ack: the connection stands in
  /// SYN-RECEIVED and waits for the ACK, which has to be handed to it.
  [[nodiscard]] static Connection accept_answered(Instant now, const AnsweredSyn& answered,
                                                  const ConnectionConfig& config,
                                                  Seq32 initial_sequence);
  /// A connection that never was: closed, with CloseReason::not_opened still to be told.
  [[nodiscard]] static Connection not_opened(Instant now, PortPair ports,
                                             const ConnectionConfig& config);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // The one shape (net/base/datagram_actor.hpp), in decoded segments.
  /// `congestion_experienced`: its IP header bore a mark (CE, RFC 3168).
  void handle_segment(Instant now, const wire::Segment& segment,
                      bool congestion_experienced = false);
  /// A segment arrived that failed its checksum or could not be decoded: counted, else ignored.
  void note_corrupted_segment(bool only_crc32c_noticed = false);
  /// False when segments are to be handed over whether or not their checksums are right
  /// (Checksum::off): whoever decodes them asks.
  [[nodiscard]] bool verifies_checksums() const;
  /// The network (ICMP) reports `error` about a segment of this connection that began with
  /// `quoted_sequence`. Ignored unless that is outstanding (RFC 5927); a soft one is told as a
  /// SoftError event, a hard one ends the connection with CloseReason::unreachable.
  void note_network_error(Instant now, wire::IcmpKind error, Seq32 quoted_sequence);
  /// The network (ICMP) says that the segment that began with `quoted_sequence` was too large, and
  /// what fits: `max_segment_bytes` with TCP options, nothing where it does not say.
  void note_packet_too_big(Instant now, Seq32 quoted_sequence,
                           std::optional<std::uint16_t> max_segment_bytes);
  [[nodiscard]] std::optional<Instant> next_timeout() const;
  void handle_timeout(Instant now);
  [[nodiscard]] std::optional<wire::Segment> poll_transmit(Instant now);
  /// A segment of poll_transmit is needed no more: the room of its payload serves another.
  void take_back(wire::Segment&& segment);
  [[nodiscard]] std::optional<ConnectionEvent> poll_event();

  /// Queues bytes for the peer and says how many were taken: fewer than offered when the send
  /// buffer is full, 0 after close or abort. Once it is full, a Writable event follows when there
  /// is room.
  std::size_t write(Instant now, ByteView bytes);
  /// The same, and tells the peer that its application should hurry to the end of these bytes (RFC
  /// 9293 §3.8.5). For old protocols such as Telnet: new ones do without (SHLD-13).
  std::size_t write_urgent(Instant now, ByteView bytes);
  /// Takes received bytes, in order; 0 when there are none yet, or ever (then end_of_stream is
  /// true).
  std::size_t read(Instant now, MutableByteView into);
  /// Whether, for want of a mechanism, there is no one stream (Mechanisms::promise_one_stream):
  /// then a write is taken as a whole or not at all, and a read takes from one segment's payload
  /// only.
  [[nodiscard]] bool keeps_writes_together() const;
  /// True when the peer has closed and everything before has been read.
  [[nodiscard]] bool end_of_stream() const;
  /// No more writes: FIN follows the last byte queued. Reading goes on.
  void close(Instant now);
  /// The application is done with both directions: like close, but unread data, or data that still
  /// arrives, is answered with RST so that the peer learns of its loss (RFC 9293 SHLD-3).
  void release(Instant now);
  /// Ends at once with RST; unread and unsent data is discarded.
  void abort(Instant now);

  /// Ends TIME-WAIT in favour of a new connection between the same ports, when `syn` cannot be an
  /// old duplicate (RFC 6191); false, and nothing happens, otherwise.
  bool give_way_to(Instant now, const wire::Segment& syn);
  /// `wanted`, or the next number that this connection has not used: where its successor has to
  /// begin (RFC 9293 §3.6.1).
  [[nodiscard]] Seq32 successor_sequence(Seq32 wanted) const;

  /// What the IP header of the segment that poll_transmit gave last is to say; the DSCP may change
  /// at any time (RFC 9293 SHLD-21).
  [[nodiscard]] IpMarks ip_marks() const;
  void set_dscp(std::uint8_t dscp);

  /// `wakeup` is called whenever a call of the application (write, read, close, release, abort) may
  /// have changed what poll_transmit, poll_event or next_timeout answer.
  void set_wakeup(std::function<void()> wakeup);

  /// From now on `observer` is told what the connection sends, receives and concludes; an empty one
  /// ends that.
  void observe(Observer observer);

  [[nodiscard]] State state() const;
  [[nodiscard]] PortPair ports() const;
  [[nodiscard]] bool is_closed() const { return state() == State::closed; }
  [[nodiscard]] std::size_t readable_bytes() const;
  /// How many bytes, received or still to come, the application has to read to get past the last
  /// urgent one; 0 when none is ahead (RFC 9293 MUST-33). Urgent bytes come in the stream with all
  /// others, as with SO_OOBINLINE (RFC 6093).
  [[nodiscard]] std::uint64_t urgent_bytes_ahead() const;
  [[nodiscard]] std::size_t writable_bytes() const;
  [[nodiscard]] std::uint64_t bytes_acknowledged() const;
  [[nodiscard]] Statistics statistics() const;
  [[nodiscard]] Snapshot snapshot() const;

 private:
  struct Parts;
  explicit Connection(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::transport
