#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "net/base/random.hpp"

namespace acklab::link {

/// Two states, good and bad, each with a loss of its own (netem `loss gemodel p r 1-h 1-k`).
struct GilbertElliott {
  Probability p;                                             // from good to bad
  Probability r;                                             // from bad to good; p + r > 0
  Probability loss_in_bad = Probability::from_percent(100);  // netem's 1-h
  Probability loss_in_good{};                                // netem's 1-k

  friend bool operator==(const GilbertElliott&, const GilbertElliott&) = default;
};

/// The chain that loses everything in bad and nothing in good, by its mean loss and the mean number
/// of packets lost in a row: r = 1 / burst, p = mean · r / (1 − mean), as exact fractions.
struct BurstyLoss {
  static constexpr std::uint64_t parts_in_one = 1'000'000;  // of mean_burst_parts

  Probability mean;
  std::uint64_t mean_burst_parts = parts_in_one;  // packets in millionths, at least one packet

  /// Bursts of this mean length leave this share of good packets between them at most: p cannot
  /// exceed 1, so mean ≤ burst / (burst + 1).
  [[nodiscard]] bool reachable() const;

  friend bool operator==(const BurstyLoss&, const BurstyLoss&) = default;
};

/// Four states (netem `loss state p13 p31 p32 p23 p14`): 1 delivers in a gap, 2 delivers in a
/// burst, 3 loses in a burst, 4 loses one packet alone in a gap, after which 1 follows.
struct FourStateLoss {
  Probability p13;
  Probability p31;
  Probability p32;
  Probability p23 = Probability::from_percent(100);
  Probability p14;  // p13 + p14 ≤ 1, p31 + p32 ≤ 1

  friend bool operator==(const FourStateLoss&, const FourStateLoss&) = default;
};

/// Packet i meets the letter at i modulo the length (KauNet): `x` lost, `.` delivered.
struct LossPattern {
  std::string letters;

  friend bool operator==(const LossPattern&, const LossPattern&) = default;
};

/// Exactly these packets, by their index in the direction, from 0.
struct LostPackets {
  /// First and last index of each range; ascending, without overlap.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;

  friend bool operator==(const LostPackets&, const LostPackets&) = default;
};

/// The first `burst` packets of every `every`, from packet `offset` on.
struct PeriodicLoss {
  std::uint64_t every = 1;
  std::uint64_t burst = 0;
  std::uint64_t offset = 0;

  friend bool operator==(const PeriodicLoss&, const PeriodicLoss&) = default;
};

/// Which packets a direction loses. A Probability alone loses each one independently.
struct LossSettings {
  using Model = std::variant<Probability, GilbertElliott, BurstyLoss, FourStateLoss, LossPattern,
                             LostPackets, PeriodicLoss>;

  LossSettings() = default;
  /// From any of the models: `settings.loss = Probability::from_percent(1)`.
  template <typename T>
    requires std::constructible_from<Model, T>
  LossSettings(T chosen)  // NOLINT(google-explicit-constructor): a model is a setting
      : model(std::move(chosen)) {}

  Model model;
  /// No more than this many in a row are lost, whatever a random model says: the next one passes,
  /// while the model's state goes on as if it had not. Nothing: no limit. At least 1.
  std::optional<std::uint64_t> max_burst;

  /// Nothing is ever lost.
  [[nodiscard]] bool is_zero() const;
  /// Follows from packet numbers alone, without chance.
  [[nodiscard]] bool is_scripted() const;
  /// The share lost in the long run, max_burst included; of a list of packets 0. For display.
  [[nodiscard]] double mean() const;
  /// How many are lost in a row on average, max_burst included; nothing when nothing is lost, or
  /// when a burst never ends, or for a list of packets. For display.
  [[nodiscard]] std::optional<double> mean_burst() const;

  friend bool operator==(const LossSettings&, const LossSettings&) = default;
};

}  // namespace acklab::link
