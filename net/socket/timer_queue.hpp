#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory_resource>
#include <optional>
#include <unordered_map>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::socket {

enum class TimerId : std::uint64_t {};

/// Callbacks in order of their instant, then of the order in which they were set.
///
/// Setting and cancelling take no memory from the system once the queue has had its usual size.
class TimerQueue {
 public:
  TimerQueue();

  TimerId set(Instant when, std::function<void()> callback);
  /// Without effect when it has run or was cancelled.
  void cancel(TimerId timer);

  [[nodiscard]] std::optional<Instant> earliest() const;

  /// Runs those that are due at `now` when the call begins, unless an earlier one cancels them.
  /// What they set runs with the next call, even if due: nobody can keep the caller here. Not to
  /// be called from a callback.
  void run_due(Instant now);

 private:
  struct Key {
    Instant when;
    TimerId id;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  std::pmr::unsynchronized_pool_resource memory_;
  std::pmr::map<Key, std::function<void()>> timers_;
  std::pmr::unordered_map<TimerId, Instant> instants_;
  std::vector<Key> due_;
  std::uint64_t next_id_ = 1;
};

}  // namespace acklab::socket
