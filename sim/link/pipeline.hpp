#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "sim/link/bottleneck/line.hpp"
#include "sim/link/corruption.hpp"
#include "sim/link/counters.hpp"
#include "sim/link/delay_line.hpp"
#include "sim/link/drop_tail_queue.hpp"
#include "sim/link/duplication.hpp"
#include "sim/link/fate.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/random_loss.hpp"
#include "sim/link/release_heap.hpp"
#include "sim/link/reordering.hpp"
#include "sim/link/script/packet_reading.hpp"

namespace acklab::link {

/// One direction of a link: the impairments in their order, and the counters.
///
/// Two parts: what befalls a packet as a whole (refuse), and what befalls each of its copies
/// (pass). A new impairment joins one of them in the place the order gives it.
class Pipeline {
 public:
  using FateSink = std::function<void(const FateRecord&)>;

  Pipeline(const DirectionSettings& settings, std::uint64_t seed, Direction direction);

  /// The first packet comes, in either direction: times on this link count from here.
  void begin(Instant origin) { origin_ = origin; }
  /// Decides about a packet and puts what survives into `under_way`. Tells `sink`, unless it is
  /// empty, about each copy. `reading` is null where nobody asks what packets are.
  void accept(Instant now, Packet&& packet, const PacketReading* reading, ReleaseHeap& under_way,
              const FateSink& sink);

  /// Takes note that a copy has come out.
  void delivered(const UnderWay& copy);

  [[nodiscard]] const Counters& counters() const { return counters_; }

 private:
  using Place = std::optional<ReleaseHeap::Place>;

  [[nodiscard]] std::optional<DropCause> refuse(std::uint64_t index) const;
  /// Takes one copy through the later steps; nothing when it was dropped on the way.
  [[nodiscard]] Place pass(Packet&& packet, FateRecord& fate, ReleaseHeap& under_way, Place twin);
  [[nodiscard]] Instant due_after_line(Instant sent, FateRecord& fate);
  void count_drop(DropCause cause);
  /// Counts what the fate rests on, and hands it on.
  void tell(const FateRecord& fate, const FateSink& sink);
  [[nodiscard]] FateRecord begin_fate(Instant now, CopyKey key, const Packet& packet,
                                      const PacketReading* reading) const;

  Direction direction_;
  RandomLoss loss_;
  Duplication duplication_;
  Corruption corruption_;
  DropTailQueue queue_;
  std::unique_ptr<Line> line_;
  DelayLine delay_line_;
  Reordering reordering_;

  Counters counters_;
  std::uint64_t next_index_ = 0;
  std::optional<std::uint64_t> highest_delivered_;
  Instant origin_{};
  Instant last_arrival_ = Instant::min();
};

}  // namespace acklab::link
