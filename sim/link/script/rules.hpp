#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/fate.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/script/rule.hpp"

namespace acklab::link {

/// The number of the first copy that a rule makes of a packet, behind all that chance makes.
inline constexpr std::uint32_t first_copy_of_rule = 101;

/// What the rules decided about a packet: all that act, together.
struct Prescription {
  bool drop = false;
  Duration delay{};
  /// Not released before this long after the first packet of the link …
  Duration not_before{};
  /// … nor before so many packets have been offered in its direction and in the opposite one.
  std::uint64_t until_offered = 0;
  std::uint64_t until_opposite = 0;
  /// Which rule acted first, counted from 0.
  std::size_t rule = 0;
  std::uint32_t duplicates = 0;
  std::optional<CorruptSettings> corrupt;
  std::uint32_t reorder_after = 0;
  bool mark_ce = false;
  /// What it rests on: time only where a rule asks for it.
  FateLabel label = FateLabel::scripted;

  [[nodiscard]] bool is_free(std::uint64_t offered, std::uint64_t opposite_offered) const {
    return offered >= until_offered && opposite_offered >= until_opposite;
  }
};

/// The scripted rules of one direction, asked in their order about each packet. All that match act,
/// but behind a drop no further one is asked.
class Rules {
 public:
  explicit Rules(std::vector<Rule> rules);

  /// What is asked about.
  struct Offered {
    Duration elapsed{};  // since the first packet offered to the link
    std::uint64_t index = 0;
    std::uint32_t ip_bytes = 0;
    const PacketReading* reading = nullptr;  // needed by rules that need a reading
    std::uint64_t opposite_offered = 0;      // packets in the other direction so far
  };

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  /// Nothing when no rule acts on this packet. Every packet of the direction must be asked about,
  /// once and in order.
  [[nodiscard]] std::optional<Prescription> ask(const Offered& packet);
  /// In the order of the rules.
  [[nodiscard]] std::span<const RuleCounts> counts() const { return counts_; }

 private:
  [[nodiscard]] bool acts(std::size_t place, const Offered& packet);

  std::vector<Rule> rules_;
  std::vector<RuleCounts> counts_;
};

/// Whether `packet` meets the condition.
[[nodiscard]] bool meets(const Rules::Offered& packet, const RuleCondition& condition);

}  // namespace acklab::link
