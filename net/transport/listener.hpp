#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <variant>

#include "net/base/time.hpp"
#include "net/transport/connection.hpp"
#include "net/transport/connection_key.hpp"
#include "net/transport/endpoint_config.hpp"
#include "net/transport/handshake_statistics.hpp"
#include "net/transport/syn_cache.hpp"
#include "net/transport/syn_cookies.hpp"
#include "net/transport/throttle.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// LISTEN and SYN-RECEIVED for all ports of an Endpoint: answers SYNs, from a cache or above its
/// limit with cookies, and makes a Connection once the handshake is complete (RFC 4987).
class Listener {
 public:
  explicit Listener(const EndpointConfig& config);

  void listen(std::uint16_t port) { ports_.insert(port); }
  [[nodiscard]] bool listens_on(std::uint16_t port) const { return ports_.contains(port); }

  /// A SYN for a port listened on. `initial_sequence` as by RFC 6528, unless a cookie takes its
  /// place.
  void handle_syn(Instant now, const ConnectionKey& key, const wire::Segment& syn,
                  Seq32 initial_sequence);

  struct NotMine {};  // deserves what a segment without connection gets
  struct Handled {};
  /// Any other segment that belongs to no connection. A Connection is the answer when this segment
  /// completes a handshake: it is in SYN-RECEIVED and has yet to be handed the segment. `room`:
  /// whether there is room for one more.
  using Outcome = std::variant<NotMine, Handled, Connection>;
  [[nodiscard]] Outcome handle_segment(Instant now, const ConnectionKey& key,
                                       const wire::Segment& segment, bool room);
  /// A segment failed its checksum; false when it does not belong to a half-open connection.
  bool note_corrupted_segment(const ConnectionKey& key);
  void note_ignored_syn() { ++statistics_.syns_ignored; }

  struct Outgoing {
    ConnectionKey key;
    wire::Segment segment;
  };
  [[nodiscard]] bool may_answer() const { return !answers_.empty() || cache_.has_due(); }
  [[nodiscard, gnu::cold]] std::optional<Outgoing> poll_transmit(Instant now);
  [[nodiscard]] std::optional<Instant> next_timeout() const { return cache_.next_timeout(); }
  void handle_timeout(Instant now);
  [[nodiscard]] HandshakeStatistics statistics() const;

 private:
  [[nodiscard]] Outcome handle_for(Instant now, const ConnectionKey& key, HalfOpen& entry,
                                   const wire::Segment& segment, bool room);
  [[nodiscard]] Outcome judge_cookie(Instant now, const ConnectionKey& key,
                                     const wire::Segment& segment, bool room);
  void answer_with_cookie(Instant now, const ConnectionKey& key, const wire::Segment& syn);
  void challenge(Instant now, const ConnectionKey& key, const HalfOpen& entry);
  void answer(const ConnectionKey& key, wire::Segment segment);

  ConnectionConfig config_;
  bool use_cookies_;
  std::set<std::uint16_t> ports_;
  SynCache cache_;
  SynCookies cookies_;
  std::optional<Instant> last_cookie_;
  std::deque<Outgoing> answers_;  // cookies and challenges; bounded
  Throttle challenges_;
  HandshakeStatistics statistics_;
};

}  // namespace acklab::transport
