#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "net/base/time.hpp"
#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/link/script/packet_reading.hpp"

namespace acklab::link {

/// Consecutive numbers, both ends included; no last: without end.
struct CountRange {
  std::uint64_t first = 0;
  std::optional<std::uint64_t> last;

  [[nodiscard]] static constexpr CountRange only(std::uint64_t number) { return {number, number}; }
  [[nodiscard]] constexpr bool contains(std::uint64_t number) const {
    return number >= first && (!last || number <= *last);
  }
  [[nodiscard]] constexpr bool meets(NumberRange numbers) const {
    return numbers.last >= first && (!last || numbers.first <= *last);
  }
  friend constexpr bool operator==(const CountRange&, const CountRange&) = default;
};

/// A span of time since the first packet offered to the link; no end: for ever.
struct TimeRange {
  Duration from{};
  std::optional<Duration> until;  // no longer in it

  [[nodiscard]] constexpr bool contains(Duration elapsed) const {
    return elapsed >= from && (!until || elapsed < *until);
  }
  friend constexpr bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// What a packet is for, whatever its protocol.
enum class PacketRole : std::uint8_t {
  data,      // TCP or UDP with payload
  ack_only,  // a TCP segment that does nothing but acknowledge
};
[[nodiscard]] const char* to_string(PacketRole role);

/// What a rule asks of a packet: all that is set must hold.
struct RuleCondition {
  std::optional<Protocol> protocol;
  /// TCP flags that are set. Of SYN, FIN and RST those not named must be clear, and so must ACK
  /// beside a SYN alone.
  std::optional<TcpFlags> flags;
  std::optional<PacketRole> is;
  std::optional<CountRange> connection;
  std::optional<CountRange> data_segment;  // one of PacketReading::data_segments
  std::optional<CountRange> ack;           // PacketReading::ack_only
  std::optional<CountRange> bytes;         // one of PacketReading::bytes
  std::optional<CountRange> transmission;
  std::optional<CountRange> size;     // in IP bytes
  std::optional<CountRange> packets;  // index in its direction, from 0
  std::optional<TimeRange> time;

  /// Whether it cannot be answered without a PacketReading.
  [[nodiscard]] bool needs_reading() const;
  friend bool operator==(const RuleCondition&, const RuleCondition&) = default;
};

/// Until when a packet is held: this long after the first packet of the link …
struct UntilTime {
  Duration since_origin{};
  friend constexpr bool operator==(UntilTime, UntilTime) = default;
};
/// … until so many more packets have been offered in its own direction …
struct UntilPackets {
  std::uint64_t more = 1;
  friend constexpr bool operator==(UntilPackets, UntilPackets) = default;
};
/// … or in the opposite one.
struct UntilOppositePackets {
  std::uint64_t more = 1;
  friend constexpr bool operator==(UntilOppositePackets, UntilOppositePackets) = default;
};
using HoldUntil = std::variant<UntilTime, UntilPackets, UntilOppositePackets>;

/// What a rule does with a packet. A drop stands alone.
struct RuleActions {
  bool drop = false;
  Duration delay{};                       // on top of what the link takes
  std::optional<HoldUntil> hold_until{};  // not released before
  std::uint32_t duplicate = 0;            // copies made
  /// Damages each copy for sure; its probability says nothing.
  std::optional<CorruptSettings> corrupt{};
  bool mark_ce = false;             // Congestion Experienced, where its sender understands that
  std::uint32_t reorder_after = 0;  // comes out behind so many later packets

  friend bool operator==(const RuleActions&, const RuleActions&) = default;
};

/// A scripted fate: of the packets of a direction that meet the condition, the first `skip` are
/// left alone and the next `times` are struck.
struct Rule {
  RuleCondition when;
  std::uint64_t skip = 0;
  std::optional<std::uint64_t> times;  // nothing: all
  RuleActions act;

  friend bool operator==(const Rule&, const Rule&) = default;
};

/// How often a rule was met by a packet, and how often it did something.
struct RuleCounts {
  std::uint64_t matched = 0;
  std::uint64_t acted = 0;
  friend constexpr bool operator==(RuleCounts, RuleCounts) = default;
};

}  // namespace acklab::link
