#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/damage/damage.hpp"
#include "sim/link/record/fate_key.hpp"

namespace acklab::link {

enum class Direction : std::uint8_t;
enum class DropCause : std::uint8_t;
enum class FateLabel : std::uint8_t;

/// What became of one copy of a packet, as a fate log says it.
struct RecordedCopy {
  std::uint32_t copy = 0;
  std::optional<DropCause> dropped;
  std::optional<FateLabel> label;
  std::optional<Damage> damage;
  std::optional<std::uint32_t> rule;
  std::uint32_t fragments = 1;
  std::uint32_t fragments_lost = 0;
  bool marked_ce = false;
  bool skipped_delay = false;
  std::uint32_t displaced_by = 0;
  std::uint64_t queue_bytes = 0;
  Duration queued{};
  std::uint64_t order = 0;  // FateRecord::order, when not dropped
  Duration arrival{};       // since the log's origin
  Duration delay{};         // from its arrival to its intended release, when not dropped
  Duration held_back{};     // the last part of that, when displaced
};

/// A fate log as it can be replayed: what became of each packet, found by what its fates are keyed
/// by.
class Recording {
 public:
  /// `source`: a hash of the text that it is read from.
  explicit Recording(FateKey key, std::uint64_t source = 0) : key_(key), source_(source) {}

  /// Adds a copy of the packet. All is added, then settled, before anything is asked.
  void add(Direction direction, std::uint64_t packet, RecordedCopy copy);
  /// Puts what was added in order; the first copy that was added twice, if any: its direction and
  /// packet.
  [[nodiscard]] std::optional<std::pair<Direction, std::uint64_t>> settle();

  /// The copies of a packet, by number; empty when the log does not know it.
  [[nodiscard]] std::span<const RecordedCopy> find(Direction direction, std::uint64_t packet) const;
  [[nodiscard]] FateKey key() const { return key_; }
  /// Tells logs apart by all that stands in them.
  [[nodiscard]] std::uint64_t source() const { return source_; }
  /// Whether the link that it is of cut packets of that direction.
  [[nodiscard]] bool has_fragments(Direction direction) const {
    return has_fragments_[static_cast<std::size_t>(direction)];
  }
  /// Above the order of all copies of that direction.
  [[nodiscard]] std::uint64_t next_order(Direction direction) const {
    return next_order_[static_cast<std::size_t>(direction)];
  }
  [[nodiscard]] std::size_t copies() const { return copies_[0].size() + copies_[1].size(); }

 private:
  FateKey key_;
  std::uint64_t source_;
  // By direction: the packets in order, and what became of their copies side by side with them.
  std::vector<std::uint64_t> packets_[2];
  std::vector<RecordedCopy> copies_[2];
  bool has_fragments_[2] = {false, false};
  std::uint64_t next_order_[2] = {0, 0};
};

/// What becomes of packets that a replayed log does not know.
enum class AfterLog : std::uint8_t {
  pass,  // they meet the rate and the delay of the link
  drop,
};
[[nodiscard]] const char* to_string(AfterLog after);

/// A log to replay in place of all impairments.
struct ReplaySettings {
  std::shared_ptr<const Recording> recording;  // never null
  std::string file;                            // as the scenario names it
  AfterLog after = AfterLog::pass;

  friend bool operator==(const ReplaySettings& a, const ReplaySettings& b) {
    return a.file == b.file && a.after == b.after;
  }
};

}  // namespace acklab::link
