#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/link/fate.hpp"
#include "sim/takeapart/script.hpp"

namespace acklab::takeapart {

/// A packet of a run as a rule can name it again.
struct Sighting {
  enum class Kind : std::uint8_t { data, ack, syn, syn_ack, fin, other };

  link::Direction direction = link::Direction::forward;
  Kind kind = Kind::other;
  /// Of data and ACKs: which one of its direction, from 1; of others: its index.
  std::uint64_t number = 0;
  std::uint32_t transmission = 1;
  std::uint64_t offer = 0;  // how many packets were offered to the link before

  friend bool operator==(const Sighting&, const Sighting&) = default;
};

/// The packet that `fate` is of; its link must have read it.
[[nodiscard]] Sighting sighting_of(const link::FateRecord& fate);
/// An event that strikes this packet, and no other of a run that is alike up to it.
[[nodiscard]] Event event_at(const Sighting& packet, const link::RuleActions& act);

/// The fates of a run: what a script is made from.
class FateBook {
 public:
  /// Takes in every fate of the run; must outlive it.
  [[nodiscard]] link::Link::FateSink sink();

  /// The packets in the order in which they were offered.
  [[nodiscard]] std::vector<Sighting> packets() const;
  /// The script that does by itself what the link did to the packets: drops, copies, damage, and
  /// overtaking as so many later packets of its direction that came out before. What else makes
  /// packets late is left out.
  [[nodiscard]] Script script() const;
  /// A number for all that the hosts could see of it: when what came to whom. With `damage_is_loss`
  /// a damaged packet counts as one that never came.
  [[nodiscard]] std::uint64_t trace(bool damage_is_loss) const;

 private:
  /// By offer, then copy.
  [[nodiscard]] std::vector<link::FateRecord> sorted() const;

  std::vector<link::FateRecord> fates_;
};

}  // namespace acklab::takeapart
