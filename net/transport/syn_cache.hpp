#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "net/base/seq32.hpp"
#include "net/base/time.hpp"
#include "net/transport/connection_key.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// A connection in SYN-RECEIVED, before there is a Connection: what the peer's SYN said, and how
/// often it was answered.
struct HalfOpen {
  Seq32 remote_initial;
  Seq32 local_initial;
  std::uint16_t window = 0;
  std::optional<wire::Timestamps> timestamps;
  wire::SynOptions options;
  bool ecn = false;  // every copy of the SYN asked for it

  Instant arrived;
  std::uint32_t transmissions = 0;  // of the SYN,ACK
  std::uint32_t received = 1;       // segments of the peer
  std::uint32_t corrupted = 0;      // segments of the peer that failed their checksum
  Duration timeout{};               // until the SYN,ACK goes again; doubles
  Instant next_timeout;
  Instant expires;
};

/// The half-open connections of an Endpoint (RFC 4987 §3.4): each costs a fixed entry, and there
/// are at most so many. Sends their SYN,ACKs again at doubling intervals until they expire.
class SynCache {
 public:
  struct Limits {
    std::size_t entries;
    Duration first_timeout;
    Duration longest_timeout;
    Duration give_up_after;
  };
  explicit SynCache(const Limits& limits) : limits_(limits) {}

  [[nodiscard]] bool full() const { return entries_.size() >= limits_.entries; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Remembers a SYN that has no entry yet, to be answered now; not when full.
  void add(Instant now, const ConnectionKey& key, const wire::Segment& syn, Seq32 local_initial);
  [[nodiscard]] HalfOpen* find(const ConnectionKey& key);
  void remove(const ConnectionKey& key);
  /// The SYN came again: so does the answer.
  /// Whether next_due has one.
  [[nodiscard]] bool has_due() const { return !due_.empty(); }
  void answer_again(const ConnectionKey& key) { due_.insert(key); }

  [[nodiscard]] std::optional<Instant> next_timeout() const;
  /// How many entries expired.
  std::size_t handle_timeout(Instant now);
  /// Whose SYN,ACK is to be sent next; it counts as sent.
  [[nodiscard]] std::optional<ConnectionKey> next_due();

 private:
  Limits limits_;
  std::map<ConnectionKey, HalfOpen> entries_;
  std::set<std::pair<Instant, ConnectionKey>> schedule_;
  std::set<ConnectionKey> due_;
};

/// The peer's SYN, as far as the entry remembers it.
[[nodiscard]] wire::Segment remembered_syn(const ConnectionKey& key, const HalfOpen& entry);

}  // namespace acklab::transport
