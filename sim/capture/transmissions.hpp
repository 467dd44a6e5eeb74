#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "net/base/byte_ranges.hpp"
#include "net/base/seq32.hpp"
#include "net/wire/segment.hpp"

namespace acklab::capture {

/// One direction of a connection as a log sees it that numbers transmissions: each segment sent has
/// a number of its own, from 0, also one that repeats an earlier one. Octets count as sequence
/// numbers do, from the SYN, which is 0.
class Transmissions {
 public:
  struct Sent {
    std::uint64_t number = 0;
    ByteRange octets;
  };
  Sent send(const wire::Segment& segment);

  /// The numbers that a segment of the other direction acknowledges and none before it has, in
  /// order.
  [[nodiscard]] std::vector<std::uint64_t> acknowledge(const wire::ReceiverMessage& message);
  /// The highest number ever acknowledged.
  [[nodiscard]] std::optional<std::uint64_t> highest_acknowledged() const { return highest_; }
  /// The numbers of what was sent of that, unacknowledged and not taken for lost before.
  [[nodiscard]] std::vector<std::uint64_t> lose(ByteRange octets);

  /// Whether this SYN's number is not the one that this direction began with.
  [[nodiscard]] bool is_another(Seq32 initial) const { return has_initial_ && initial != initial_; }
  /// What a segment of this direction occupies.
  [[nodiscard]] ByteRange octets_of(const wire::Segment& segment) const;
  /// The offset of a sequence number of this direction.
  [[nodiscard]] std::uint64_t offset_of(Seq32 number) const;

  /// What this direction's SYN offers: by how many bits its windows are shifted, if both sides do.
  std::optional<std::uint8_t> window_scale;

 private:
  struct Outstanding {
    std::uint64_t end = 0;
    bool is_lost = false;
  };
  using Name = std::pair<std::uint64_t, std::uint64_t>;  // first octet, number

  void take(ByteRange octets, std::vector<std::uint64_t>& numbers);

  Seq32 initial_{0};
  bool has_initial_ = false;
  std::uint64_t checkpoint_ = 0;
  std::uint64_t cumulative_ = 0;
  std::uint64_t next_ = 0;
  std::optional<std::uint64_t> highest_;
  std::map<Name, Outstanding> outstanding_;
};

}  // namespace acklab::capture
