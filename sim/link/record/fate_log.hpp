#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/link/link.hpp"
#include "sim/link/record/fate_line.hpp"

namespace acklab::link {

/// Writes the fates of a run as text, a line a copy in the order in which the packets were offered
/// to the link (scenarios/FATES.md).
///
/// Text goes out in pieces of some 64 kB. A line is held back until its copy is decided (where
/// releases are awaited: until it has come out) and all lines before it are written, so memory is
/// bounded by what is offered while one copy is under way.
class FateLog {
 public:
  using Output = std::function<void(std::string_view)>;

  /// Whether a carrier will tell when copies really come out.
  enum class Releases : std::uint8_t { unknown, told };

  FateLog(const FateLogHeader& header, Releases releases, Output output);

  void decided(const FateRecord& fate);
  /// The copy came out; it was decided before.
  void released(Direction direction, std::uint64_t index, std::uint32_t copy, Instant when);

  /// Writes what is left and the last line. Copies still under way have no instant of release, and
  /// those not decided yet no line; `offered_and_copied` is how many copies there were in all, in
  /// both directions.
  void finish(bool complete, std::uint64_t offered_and_copied);

 private:
  using CopyName = std::tuple<Direction, std::uint64_t, std::uint32_t>;
  struct Held {
    FateRecord fate;
    bool ready = false;
    std::optional<Instant> released;
  };
  /// By (offer, copy).
  using Place = std::pair<std::uint64_t, std::uint32_t>;

  void write(const FateRecord& fate, std::optional<Instant> released);
  void write_ready();
  /// Whether all copies of the first packet held are.
  [[nodiscard]] bool all_are_decided(const FateRecord& fate) const;
  void flush();

  Releases releases_;
  bool of_flows_;
  Output output_;
  std::string text_;
  std::uint64_t fates_ = 0;
  std::uint64_t delivered_[2] = {0, 0};  // of these, by direction
  std::map<Place, Held> held_;
  std::uint64_t next_offer_ = 0;
  std::uint32_t written_of_next_ = 0;    // copies of that packet
  std::map<CopyName, Place> under_way_;  // where releases are told
};

}  // namespace acklab::link
