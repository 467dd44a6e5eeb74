#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "sim/link/link.hpp"
#include "sim/link/record/fate_line.hpp"

namespace acklab::link {

/// Writes the fates of a run as text, a line a copy in the order of decision (scenarios/FATES.md).
///
/// Text goes out in pieces of some 64 kB. Where releases are awaited, a line is held back until its
/// copy has come out and all lines before it are written, so memory is bounded by what is decided
/// while one copy is under way.
class FateLog {
 public:
  using Output = std::function<void(std::string_view)>;

  /// Whether a carrier will tell when copies really come out.
  enum class Releases : std::uint8_t { unknown, told };

  FateLog(const FateLogHeader& header, Releases releases, Output output);

  void decided(const FateRecord& fate);
  /// The copy came out; it was decided before.
  void released(Direction direction, std::uint64_t index, std::uint32_t copy, Instant when);

  /// Writes what is left and the last line. Copies still under way have no instant of release.
  void finish(bool complete);

 private:
  using CopyName = std::tuple<Direction, std::uint64_t, std::uint32_t>;
  struct Held {
    FateRecord fate;
    bool ready = false;
    std::optional<Instant> released;
  };

  void write(const FateRecord& fate, std::optional<Instant> released);
  void write_ready();
  void flush();

  Releases releases_;
  Output output_;
  std::string text_;
  std::uint64_t fates_ = 0;
  std::deque<Held> held_;
  std::uint64_t first_held_ = 0;                 // how many were held before the first of held_
  std::map<CopyName, std::uint64_t> under_way_;  // where in the order of decision
};

}  // namespace acklab::link
