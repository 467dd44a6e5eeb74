#pragma once

#include <mutex>

namespace acklab::path {

/// Lets threads of a real path do something shared one after the other: whoever takes the turn has
/// it until what take() gave is gone.
class OneAtATime {
 public:
  [[nodiscard]] std::unique_lock<std::mutex> take() { return std::unique_lock{mutex_}; }

 private:
  std::mutex mutex_;
};

}  // namespace acklab::path
