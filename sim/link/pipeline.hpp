#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/link/bottleneck/bottleneck.hpp"
#include "sim/link/bottleneck/policer.hpp"
#include "sim/link/copy_book.hpp"
#include "sim/link/counters.hpp"
#include "sim/link/damage/corruption.hpp"
#include "sim/link/damage/duplication.hpp"
#include "sim/link/damage/spaced_copies.hpp"
#include "sim/link/delay/delay_line.hpp"
#include "sim/link/delay/displaced_copies.hpp"
#include "sim/link/delay/reordering.hpp"
#include "sim/link/fate.hpp"
#include "sim/link/loss/loss.hpp"
#include "sim/link/loss/loss_runs.hpp"
#include "sim/link/mtu/mtu.hpp"
#include "sim/link/outage/outage.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/record/duration_histogram.hpp"
#include "sim/link/release_heap.hpp"
#include "sim/link/script/held_copies.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/script/rules.hpp"
#include "sim/link/script/schedule.hpp"

namespace acklab::link {

/// One direction of a link: the impairments in their order, and the counters.
///
/// Three parts: what befalls a packet as a whole (refuse), what befalls each of its copies before
/// the queue (enter), and what befalls those that come out of the line (leave). A new impairment
/// joins one of them in the place the order gives it.
class Pipeline {
 public:
  using FateSink = std::function<void(const FateRecord&)>;

  Pipeline(const LinkSettings& settings, std::uint64_t seed, Direction direction);

  /// The first packet comes, in either direction: times on this link count from here.
  void begin(Instant origin) {
    origin_ = origin;
    schedule_.begin(origin);
    bottleneck_.begin(origin);
  }
  /// From now on the log decides about every packet it knows.
  void replay(const std::optional<ReplaySettings>& log) {
    replay_ = log;
    if (log) next_order_ = log->recording->next_order(direction_);
  }
  /// How many packets were offered to the link before the next one, in both directions.
  void announce(std::uint64_t offer) { next_offer_ = offer; }
  /// Takes in a packet and decides all that can be decided about it now. What is decided, about
  /// this packet or others, goes into `under_way` or is dropped; `sink`, unless it is empty, is
  /// told about each copy then. `reading` is null where nobody asks what packets are.
  void accept(Instant now, Packet&& packet, const PacketReading* reading, ReleaseHeap& under_way,
              const FateSink& sink);

  /// Decides all that happens by `now`, each thing as of the instant at which it happens.
  void advance(Instant now, ReleaseHeap& under_way, const FateSink& sink) {
    if (next_decision() <= now) decide_until(now, under_way, sink);
  }
  /// Before that, advance has nothing to do; the end of time: never, as things stand.
  [[nodiscard]] Instant next_decision() const;

  /// Whether a copy waits that is decided about when its instant comes.
  [[nodiscard]] bool has_waiting() const {
    return bottleneck_.next_start().has_value() || !spaced_.empty();
  }
  /// None of these will come out before that; there must be one.
  [[nodiscard]] Instant earliest_release() const;

  /// A packet has been offered in the opposite direction.
  void note_opposite(Instant now, ReleaseHeap& under_way, const FateSink& sink);

  /// Takes note that a copy has come out.
  void delivered(const UnderWay& copy);

  /// How long the copies waited that left the queue.
  [[nodiscard]] const DurationHistogram& queue_delays() const { return queue_delays_; }

  /// Holds back a copy that was due, one that has UnderWay::waits_for.
  [[gnu::cold]] void hold_back(UnderWay&& copy);
  /// Whether copies are held back.
  [[nodiscard]] bool has_displaced() const { return !displaced_.empty(); }
  /// When the next one of these comes out; there must be one.
  [[nodiscard]] Instant next_displaced() const { return displaced_.next_due(); }
  /// Whether that is one that all it waited for have overtaken: it comes out at once.
  [[nodiscard]] bool has_overtaken() const { return displaced_.has_ready(); }
  /// That one.
  [[nodiscard, gnu::cold]] UnderWay release_displaced(const FateSink& sink);

  /// Copies that are neither delivered nor dropped yet.
  [[nodiscard]] std::uint64_t in_flight() const {
    return spaced_.size() + bottleneck_.waiting() - remains_ + held_.size() + behind_the_line_;
  }

  [[nodiscard]] const Counters& counters() const { return counters_; }

 private:
  class Exit;

  void decide_until(Instant now, ReleaseHeap& under_way, const FateSink& sink);

  Pipeline(const DirectionSettings& settings, const std::vector<ScheduledChange>& schedule,
           std::uint64_t seed, Direction direction);

  /// What the rules prescribe for a packet; null when none acts.
  [[nodiscard]] std::shared_ptr<const Prescription> ask_rules(FateRecord& fate);
  /// Takes a packet through the first steps and writes down what became of it; false when it was
  /// dropped.
  [[nodiscard]] bool survives(Waiting& original);
  [[nodiscard]] std::optional<DropCause> refuse(Waiting& original);
  /// Takes what is left of a packet that lost some of its fragments, and its copies, as far as the
  /// end of the line: it was sent. Its fate is told already.
  [[gnu::cold]] void send_remains(Waiting&& remains, ReleaseHeap& under_way, const FateSink& sink);
  /// Whether this is such a rest, whose way ends here.
  [[nodiscard]] bool is_remains(const Waiting& copy) {
    if (copy.fate.fragments_lost == 0) return false;
    --remains_;
    return true;
  }
  [[gnu::cold]] void count_fragments(std::uint32_t fragments, std::uint32_t lost);
  [[gnu::cold]] void count_recorded_loss(const RecordedCopy& packet);
  /// Takes the copies that reach the queue by `now` there, each when it does.
  [[gnu::cold]] void enter_spaced(Instant now, ReleaseHeap& under_way, const FateSink& sink);
  /// Takes a packet and copies of it to the queue, so many by chance and so many by a rule.
  [[gnu::cold]] void enter_with_copies(Waiting&& original, std::uint32_t by_chance,
                                       std::uint32_t by_rule, const PacketReading* reading,
                                       ReleaseHeap& under_way, const FateSink& sink);
  /// Takes one copy to the queue.
  void enter(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink);
  /// Delays or holds a copy that would come out now if it were not for a rule.
  [[gnu::cold]] void obey(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink);
  /// Those that need be held no longer come out.
  [[gnu::cold]] void let_go(Instant now, ReleaseHeap& under_way, const FateSink& sink);
  /// Puts a copy that no rule holds any more behind those that it is to follow.
  [[gnu::cold]] void line_up(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink);
  /// Damages a copy as a rule or chance wants it.
  void damage(Waiting& copy);
  /// All steps obey the next settings of the schedule.
  [[gnu::cold]] void change(Instant now);
  /// A copy of the packet, made by chance or by a rule.
  [[nodiscard, gnu::cold]] Waiting copy_of(const Waiting& original, std::uint32_t number,
                                           const PacketReading* reading) const;
  /// Takes one copy that has left the line to the release.
  void leave(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink);
  /// `comes_out`: UnderWay::comes_out.
  void put_under_way(Waiting&& copy, std::optional<Instant> comes_out, ReleaseHeap& under_way);
  void drop(Waiting&& copy, const FateSink& sink);
  /// Does to a packet what the log says. False: it is left to the settings.
  [[nodiscard, gnu::cold]] bool follow_log(const FateRecord& fate, Packet& packet,
                                           ReleaseHeap& under_way, const FateSink& sink);
  [[nodiscard]] Instant due_after_line(Instant sent, FateRecord& fate);
  void count_drop(DropCause cause);
  /// Counts what the fate rests on, and hands it on.
  void tell(const FateRecord& fate, const FateSink& sink);
  void count_label(bool dropped, FateLabel label);
  [[nodiscard]] FateRecord begin_fate(Instant now, CopyKey key, const Packet& packet,
                                      const PacketReading* reading) const;

  Direction direction_;
  Schedule schedule_;
  Mtu mtu_;
  Rules rules_;
  RandomStream rule_damage_;
  Outage outage_;
  Loss loss_;
  Policer policer_;
  Duplication duplication_;
  Corruption corruption_;
  SpacedCopies spaced_;
  Bottleneck bottleneck_;
  DelayLine delay_line_;
  Reordering reordering_;
  DisplacedCopies displaced_;
  /// A copy to displace, and how long at most, as the settings said when it was decided.
  struct Untold {
    FateRecord fate;
    Duration longest_hold{};
  };
  std::map<std::pair<std::uint64_t, std::uint32_t>, Untold> untold_;  // by index and copy

  std::optional<ReplaySettings> replay_;
  CopyBook copies_;
  LossRuns loss_runs_;
  Counters counters_;
  DurationHistogram queue_delays_;
  std::uint64_t remains_ = 0;  // of packets already lost, in front of the line
  std::uint64_t behind_the_line_ = 0;
  std::uint64_t next_index_ = 0;
  std::uint64_t next_order_ = 0;
  std::uint64_t opposite_offered_ = 0;
  HeldCopies held_;
  std::uint64_t next_offer_ = 0;
  std::optional<std::uint64_t> highest_delivered_;
  Instant origin_{};
  Instant last_arrival_ = Instant::min();
};

}  // namespace acklab::link
