#pragma once

#include <cstdint>
#include <optional>

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

/// The queue before the rate.
struct QueueSettings {
  std::optional<QueueLimit> limit;  // nothing: everything waits as long as it must

  constexpr QueueSettings() = default;
  /// A drop-tail queue of that length.
  constexpr QueueSettings(QueueLimit given) : limit(given) {}
  constexpr QueueSettings(std::optional<QueueLimit> given) : limit(given) {}

  /// The limit, if it is one in bytes.
  [[nodiscard]] constexpr std::optional<std::uint64_t> limit_bytes() const {
    if (!limit || limit->unit() != QueueUnit::bytes) return std::nullopt;
    return limit->amount();
  }

  friend constexpr bool operator==(const QueueSettings&, const QueueSettings&) = default;
};

}  // namespace acklab::link
