#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "net/base/byte_ranges.hpp"
#include "sim/link/fate.hpp"

namespace acklab::link {

/// What a packet that came before was, whose octets were sent again.
struct EarlierPacket {
  std::uint64_t index = 0;
  std::optional<DropCause> dropped;  // of all its copies; the cause of the last
  bool corrupted = false;            // it came out, but only damaged
};

/// Whether a packet that sent octets again had to.
struct RetransmissionVerdict {
  Direction direction = Direction::forward;
  std::uint64_t index = 0;  // of the packet that was sent again
  std::uint32_t flow = 0;   // whose it is
  Instant arrival{};        // when it came to the link
  std::uint32_t transmission = 1;
  /// Every octet that it sent again, SYN and FIN too, came out intact in an earlier packet, or was
  /// on its way and did so later.
  bool needless = false;
  /// The last earlier packet with its first octet; where one was needed, with the first octet that
  /// had not come out. Nothing when that is forgotten.
  std::optional<EarlierPacket> earlier;
};

struct RetransmissionCounts {
  std::uint64_t necessary = 0;
  std::uint64_t needless = 0;
};

/// Judges by the link's own record, for every TCP alike, which retransmissions were necessary. It
/// is told of the fates of all copies of a link that reads packets.
///
/// What a receiver does with octets that reach it is not the link's to say: those that it throws
/// away (go-back-N's early segments, a probe of its closed window) count as having arrived. Octets
/// that still wait in a queue when the run ends count as on their way.
class RetransmissionJudge {
 public:
  using Sink = std::function<void(const RetransmissionVerdict&)>;

  /// With a sink, each verdict as soon as it is known.
  void tell(Sink sink) { sink_ = std::move(sink); }

  void decided(const FateRecord& fate);
  /// Nothing more will be decided.
  void finish();

  /// Of both directions, where several flows share the link of one.
  [[nodiscard]] RetransmissionCounts counts(std::uint32_t flow = 0) const;

 private:
  static constexpr std::size_t most_packets = 32'768;  // to name the earlier one

  /// What became of a packet.
  struct Outcome {
    bool intact = false;   // one copy came out whole
    bool damaged = false;  // one came out damaged
    std::optional<DropCause> dropped;

    void add(const FateRecord& fate);
  };
  /// A packet whose copies are not all decided, or whose turn it is not.
  struct Undecided {
    FateRecord first;
    std::uint32_t decided = 0;
    Outcome outcome;
  };
  struct Sent {
    std::uint64_t end = 0;
    EarlierPacket packet;
  };
  /// One direction of one connection.
  struct Stream {
    std::uint64_t offered_until = 0;  // nothing from there on was
    ByteRangeSet offered;
    ByteRangeSet intact;
    std::map<std::uint64_t, Sent> packets;  // by the first octet
  };
  struct Lane {
    std::map<std::uint64_t, Undecided> waiting;  // by index
    std::uint64_t next = 0;
    std::map<std::uint32_t, Stream> streams;               // by connection
    std::map<std::uint32_t, RetransmissionCounts> counts;  // by flow
  };

  void settle(Lane& lane);
  void judge(Lane& lane, const FateRecord& packet, const Outcome& outcome);
  /// The first of `octets` that came before, and of those the first that did not come out.
  struct Again {
    std::optional<std::uint64_t> first;
    std::optional<std::uint64_t> missing;
  };
  [[nodiscard]] static Again sent_again(const Stream& stream, ByteRange octets);
  [[nodiscard]] static ByteRange octets_of(const PacketReading& reading);
  [[nodiscard]] static std::optional<EarlierPacket> earlier_with(const Stream& stream,
                                                                 std::uint64_t octet);

  std::array<Lane, 2> lanes_;
  Sink sink_;
};

}  // namespace acklab::link
