#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "net/base/random.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// In what the limit of a queue is measured.
enum class QueueUnit : std::uint8_t {
  bytes,    // IP bytes
  packets,  // of any size
  time,     // how long the next packet would wait at the present rate, in nanoseconds
};

/// How much may wait in a queue.
class QueueLimit {
 public:
  [[nodiscard]] static constexpr QueueLimit bytes(std::uint64_t amount) {
    return {QueueUnit::bytes, amount};
  }
  [[nodiscard]] static constexpr QueueLimit packets(std::uint64_t amount) {
    return {QueueUnit::packets, amount};
  }
  /// A time below zero becomes zero.
  [[nodiscard]] static constexpr QueueLimit time(Duration amount) {
    return {QueueUnit::time, amount.count() < 0 ? 0 : static_cast<std::uint64_t>(amount.count())};
  }

  [[nodiscard]] constexpr QueueUnit unit() const { return unit_; }
  [[nodiscard]] constexpr std::uint64_t amount() const { return amount_; }

  friend constexpr bool operator==(const QueueLimit&, const QueueLimit&) = default;

 private:
  constexpr QueueLimit(QueueUnit unit, std::uint64_t amount) : unit_(unit), amount_(amount) {}

  QueueUnit unit_;
  std::uint64_t amount_;
};

/// What does not fit is refused.
struct DropTailSettings {
  friend constexpr bool operator==(const DropTailSettings&, const DropTailSettings&) = default;
};

/// What has waited longest makes room for what arrives.
struct DropHeadSettings {
  friend constexpr bool operator==(const DropHeadSettings&, const DropHeadSettings&) = default;
};

/// See CoDel.
struct CoDelSettings {
  Duration target = std::chrono::milliseconds{5};
  Duration interval = std::chrono::milliseconds{100};
  friend constexpr bool operator==(const CoDelSettings&, const CoDelSettings&) = default;
};

/// See Pie.
struct PieSettings {
  Duration target = std::chrono::milliseconds{15};
  Duration update = std::chrono::milliseconds{15};
  Duration burst = std::chrono::milliseconds{150};
  friend constexpr bool operator==(const PieSettings&, const PieSettings&) = default;
};

/// See Red.
struct RedSettings {
  std::uint64_t min_bytes = 30'000;
  std::uint64_t max_bytes = 90'000;
  Probability probability = Probability::from_percent(2);
  Probability weight = Probability::from_parts(Probability::parts_in_one / 500);
  bool gentle = false;
  friend constexpr bool operator==(const RedSettings&, const RedSettings&) = default;
};

/// Who is dropped, and when.
using DisciplineSettings =
    std::variant<DropTailSettings, DropHeadSettings, CoDelSettings, PieSettings, RedSettings>;

/// The queue before the rate.
struct QueueSettings {
  std::optional<QueueLimit> limit;  // nothing: everything waits as long as it must
  DisciplineSettings discipline;
  /// Whether a discipline that drops early marks CE instead where the packet allows it (RFC 3168).
  bool ecn = false;

  constexpr QueueSettings() = default;
  // NOLINTBEGIN(google-explicit-constructor): the common case, a drop-tail queue of some length.
  constexpr QueueSettings(QueueLimit given) : limit(given) {}
  constexpr QueueSettings(std::optional<QueueLimit> given) : limit(given) {}
  // NOLINTEND(google-explicit-constructor)
  constexpr QueueSettings(std::optional<QueueLimit> given, const DisciplineSettings& rule,
                          bool with_ecn = false)
      : limit(given), discipline(rule), ecn(with_ecn) {}

  /// The limit, if it is one in bytes.
  [[nodiscard]] constexpr std::optional<std::uint64_t> limit_bytes() const {
    if (!limit || limit->unit() != QueueUnit::bytes) return std::nullopt;
    return limit->amount();
  }

  friend constexpr bool operator==(const QueueSettings&, const QueueSettings&) = default;
};

}  // namespace acklab::link
