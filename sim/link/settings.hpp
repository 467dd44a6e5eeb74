#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "net/base/random.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "sim/link/bottleneck/policer_settings.hpp"
#include "sim/link/bottleneck/queue_settings.hpp"
#include "sim/link/bottleneck/rate_model.hpp"
#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/link/damage/duplicate_settings.hpp"
#include "sim/link/delay/jitter_settings.hpp"
#include "sim/link/delay/reorder_settings.hpp"
#include "sim/link/loss/loss_settings.hpp"
#include "sim/link/mtu/mtu_settings.hpp"
#include "sim/link/outage/outage_settings.hpp"
#include "sim/link/record/fate_key.hpp"
#include "sim/link/record/recording.hpp"
#include "sim/link/script/packet_contents.hpp"
#include "sim/link/script/rule.hpp"

namespace acklab::link {

/// Which way a packet crosses: from the client (host A) to the server (host B), or back.
enum class Direction : std::uint8_t { forward, reverse };
[[nodiscard]] const char* to_string(Direction direction);

/// What one direction of a link does to packets. Default-constructed: nothing.
///
/// Sizes are IP packet sizes: what a UDP payload occupies plus 28 octets of IPv4 and UDP headers.
struct DirectionSettings {
  std::optional<MtuSettings> mtu;     // nothing: packets of every size fit
  std::vector<OutageWindow> outages;  // empty: never down
  LossSettings loss;
  std::optional<PolicerSettings> policer;  // nothing: none
  DuplicateSettings duplicate;
  CorruptSettings corrupt;
  QueueSettings queue;            // what waits before the rate
  std::optional<RateModel> rate;  // nothing: packets take no time to serialise
  Duration delay{};
  Jitter jitter;
  ReorderSettings reorder;
  std::vector<Rule> rules{};  // scripted fates, asked in this order

  friend bool operator==(const DirectionSettings&, const DirectionSettings&) = default;
};

/// When a change takes effect: this long after the first packet of the link …
struct AtTime {
  Duration since_origin{};
  friend constexpr bool operator==(AtTime, AtTime) = default;
};
/// … or with the packet of this index in its direction.
struct AtPacket {
  std::uint64_t index = 0;
  friend constexpr bool operator==(AtPacket, AtPacket) = default;
};

/// A change of one direction while the link runs.
struct ScheduledChange {
  std::variant<AtTime, AtPacket> when;
  DirectionSettings settings;  // all that holds from then on, but rules, which never change

  friend bool operator==(const ScheduledChange&, const ScheduledChange&) = default;
};

/// Both directions of a link.
struct LinkSettings {
  DirectionSettings forward;
  DirectionSettings reverse;
  /// What the packets hold, for those who ask what a packet is.
  PacketContents contents{};
  /// The same of each flow, by Packet::flow, where several share the link; empty: of all.
  std::vector<PacketContents> flow_contents{};
  /// What changes while the link runs, in order.
  std::vector<ScheduledChange> forward_schedule{};
  std::vector<ScheduledChange> reverse_schedule{};
  /// By what the random numbers of a packet are counted.
  FateKey fate_key = FateKey::index;
  /// A log that decides in place of all impairments; what it does not know meets the settings.
  std::optional<ReplaySettings> replay = {};
  /// Reads every packet (PacketReader) even when nothing on the link depends on it.
  bool read_packets = false;

  /// Whether both directions do the same, now and by schedule.
  [[nodiscard]] bool is_same_both_ways() const {
    return forward == reverse && forward_schedule == reverse_schedule;
  }
  [[nodiscard]] const DirectionSettings& of(Direction direction) const {
    return direction == Direction::forward ? forward : reverse;
  }
  /// Whether packets above 1500 bytes may be offered to that direction: it cuts them, or replays
  /// what became of those that were cut.
  [[nodiscard]] bool takes_large_packets(Direction direction) const {
    return cuts_large_packets(of(direction).mtu) ||
           (replay && replay->recording->has_fragments(direction));
  }
  [[nodiscard]] const std::vector<ScheduledChange>& schedule_of(Direction direction) const {
    return direction == Direction::forward ? forward_schedule : reverse_schedule;
  }
};

}  // namespace acklab::link
