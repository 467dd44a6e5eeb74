#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/link/bottleneck/bottleneck.hpp"

namespace acklab::link::test {

/// What became of one copy at a bottleneck.
struct Passed {
  FateRecord fate;
  Packet packet;
  Instant sent{};
};

/// A bottleneck alone, driven by hand.
class HandBottleneck final : public Bottleneck::Outlet {
 public:
  explicit HandBottleneck(const DirectionSettings& settings, std::uint64_t seed = 1)
      : bottleneck_(settings, seed, Direction::forward) {}

  void offer(Instant now, Packet packet) {
    advance(now);
    Waiting copy;
    copy.fate.index = offered_++;
    copy.fate.arrival = now;
    copy.fate.ip_bytes = packet.ip_bytes;
    copy.packet = std::move(packet);
    bottleneck_.enqueue(now, std::move(copy), *this);
  }
  void offer(Instant now, std::uint32_t ip_bytes) { offer(now, Packet{{}, ip_bytes}); }
  void advance(Instant now) { bottleneck_.advance(now, *this); }
  void change(Instant now, const DirectionSettings& settings) {
    advance(now);
    bottleneck_.change(now, settings);
  }
  void finish() {
    while (const auto next = bottleneck_.next_start()) advance(*next);
  }

  [[nodiscard]] const Backlog& backlog() const { return bottleneck_.backlog(); }
  [[nodiscard]] std::uint64_t offered() const { return offered_; }
  /// In the order of decision.
  [[nodiscard]] const std::vector<Passed>& all() const { return all_; }
  [[nodiscard]] std::uint64_t dropped_for(DropCause cause) const {
    std::uint64_t count = 0;
    for (const Passed& one : all_) count += one.fate.dropped == cause ? 1U : 0U;
    return count;
  }

  void left(Waiting&& copy, Instant sent) override {
    all_.push_back({std::move(copy.fate), std::move(copy.packet), sent});
  }
  void dropped(Waiting&& copy) override {
    all_.push_back({std::move(copy.fate), std::move(copy.packet), {}});
  }

 private:
  Bottleneck bottleneck_;
  std::uint64_t offered_ = 0;
  std::vector<Passed> all_;
};

[[nodiscard]] inline Packet packet_with(std::uint32_t ip_bytes, Ecn ecn) {
  return {.octets = {}, .ip_bytes = ip_bytes, .ecn = ecn};
}

/// 1500 bytes take a millisecond.
[[nodiscard]] inline DirectionSettings bottleneck_settings(const QueueSettings& queue) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(12'000'000);
  settings.queue = queue;
  return settings;
}

/// The indices that were dropped, in the order of decision.
[[nodiscard]] inline std::vector<std::uint64_t> dropped_indices(const HandBottleneck& seen) {
  std::vector<std::uint64_t> indices;
  for (const Passed& one : seen.all()) {
    if (one.fate.dropped) indices.push_back(one.fate.index);
  }
  return indices;
}

/// How long those that left had waited, in milliseconds, from the `from`-th packet on.
[[nodiscard]] inline std::vector<double> queued_ms(const HandBottleneck& seen, std::uint64_t from) {
  std::vector<double> waited;
  for (const Passed& one : seen.all()) {
    if (!one.fate.dropped && one.fate.index >= from) {
      waited.push_back(to_milliseconds(one.fate.queued));
    }
  }
  return waited;
}

}  // namespace acklab::link::test
