#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::workload {

/// When one of several flows begins, and what ends it.
struct FlowPlan {
  std::string contender;  // by its name
  Duration start{};
  std::optional<Duration> stop = std::nullopt;        // nothing: with all others
  std::optional<std::uint64_t> bytes = std::nullopt;  // nothing: it never runs out

  friend bool operator==(const FlowPlan&, const FlowPlan&) = default;
};

/// All contenders at once on the same link, each a flow that sends as much as it can: who gets
/// which share? When a flow stops, its application writes nothing more; what was written before
/// still arrives, if its transport sees to that.
struct Flows {
  Duration duration = std::chrono::seconds{30};
  std::uint32_t message_bytes = 1200;
  Duration interval = std::chrono::seconds{1};  // of the course that fairness takes
  std::vector<FlowPlan> plans;                  // of those that do more than be there all the time

  friend bool operator==(const Flows&, const Flows&) = default;
};

/// The plan of that contender.
[[nodiscard]] FlowPlan plan_of(const Flows& flows, const std::string& contender);
/// When it stops, if nothing stops it before.
[[nodiscard]] Duration end_of(const FlowPlan& plan, const Flows& flows);

/// (Σx)² / (n Σx²): from 1/n, one has it all, to 1, all have the same; nothing when nobody has
/// anything (Jain, Chiu and Hawe, DEC-TR-301, 1984).
[[nodiscard]] std::optional<double> jain_index(const std::vector<std::uint64_t>& shares);

/// What a flow got beside the others, while all of them were there.
struct FlowMeasures {
  std::uint64_t flows = 0;
  Duration start{};                    // since the beginning of all
  std::optional<Duration> together{};  // how long all were there; nothing: they never were
  std::optional<double> goodput_bits_per_s;
  std::optional<double> share;  // of what all of them delivered
  std::optional<double> all_goodput_bits_per_s;
  /// What all of them delivered of what the line could: of each its goodput over the limit that the
  /// link sets it alone, added up.
  std::optional<double> all_share_of_limit;
  std::optional<double> jain_index;        // of their goodputs
  std::optional<double> jain_index_later;  // of those of the second half of that time
  /// How long all of them had been there at the end of the first interval whose index is at least
  /// fair_index.
  std::optional<Duration> fair_after;
  /// Of the packets that it offered to the link on the way there, those that were dropped.
  std::optional<double> dropped_ratio;
};
inline constexpr double fair_index = 0.95;

/// What was delivered in an interval, by flow.
struct FlowInterval {
  Duration begin{};
  Duration end{};
  std::vector<std::uint64_t> delivered_bytes{};  // intact
  std::vector<bool> there{};                     // all the time from begin to end

  /// Of those that were there; nothing with less than two.
  [[nodiscard]] std::optional<double> jain_index() const;
};

}  // namespace acklab::workload
