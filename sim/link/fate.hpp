#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "net/base/time.hpp"
#include "sim/link/chance.hpp"
#include "sim/link/damage/damage.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Why a packet was not delivered.
enum class DropCause : std::uint8_t {
  mtu,      // larger than the link carries
  rule,     // a scripted rule
  outage,   // the link was down
  loss,     // the loss of the scenario
  policer,  // it came faster than the policer lets pass
  queue,    // the queue before the rate was full
  aqm,      // the queue discipline, before the queue was full (active queue management, RFC 7567)
  replay,   // the log that is replayed does not know it
};
[[nodiscard]] const char* to_string(DropCause cause);
/// The cause of that name.
[[nodiscard]] std::optional<DropCause> drop_cause_named(std::string_view name);

/// What a fate rests on, and so what it takes to meet it again; from the most repeatable to the
/// least.
enum class FateLabel : std::uint8_t {
  scripted,     // written down beforehand: a rule, a list, a replayed log
  random,       // chance: the seed and which packet it is
  time_driven,  // when packets came: a queue, a line that was busy
};
[[nodiscard]] const char* to_string(FateLabel label);

/// What a drop for this cause rests on.
[[nodiscard]] FateLabel label_of(DropCause cause);

/// What the link decided about one copy of one packet. This is the truth that reports and tests
/// compare with.
struct FateRecord {
  Direction direction = Direction::forward;
  std::uint64_t index = 0;   // of the packet in its direction, from 0
  std::uint32_t copy = 0;    // 0: the packet itself; else one of its copies
  std::uint32_t copies = 1;  // of the packet in all, itself included
  std::uint64_t offer = 0;   // how many packets were offered to the link before, in both directions
  std::uint32_t ip_bytes = 0;
  std::uint32_t flow = 0;  // Packet::flow
  Instant origin{};        // when the first packet was offered to the link, in either direction
  Instant arrival{};
  std::uint32_t fragments = 1;       // into which the link's MTU cut it
  std::uint32_t fragments_lost = 0;  // by the loss; one is enough to lose the packet
  std::optional<DropCause> dropped;
  bool corrupted = false;          // also of a copy that the queue dropped afterwards
  Damage damage;                   // what was done to it, when corrupted
  bool skipped_delay = false;      // the reorder impairment struck
  std::uint32_t displaced_by = 0;  // held back for so many later packets; 0: not
  Duration held_back{};            // for how long, which is part of when it is due
  std::uint64_t queue_bytes = 0;   // waiting ahead of it when it arrived; 0 if lost before
  Duration queued{};               // waited in the queue, until it left or was dropped
  bool marked_ce = false;          // by a rule or the queue discipline (RFC 3168)
  Instant due{};                   // intended release, when not dropped
  std::uint64_t order = 0;  // of those on their way out: at one instant the lower comes out first
  std::optional<std::uint32_t> rule;  // the first of DirectionSettings::rules that acted, from 0
  /// Of a drop, what its cause rests on. Of a delivery, the least repeatable of all that befell the
  /// copy; nothing when it met only what every packet meets (line and delay).
  std::optional<FateLabel> label;
  /// What the packet is, where the link reads packets.
  std::optional<PacketReading> reading;

  /// What the random decisions about this copy are counted by.
  [[nodiscard]] CopyKey key() const {
    return {reading ? reading->content_key.value_or(index) : index, copy};
  }
  /// The fate of a delivered copy rests on this too.
  void rests_on(FateLabel reason) { label = label ? std::max(*label, reason) : reason; }
};

}  // namespace acklab::link
