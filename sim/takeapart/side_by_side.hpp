#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace acklab::takeapart {

/// How the many runs are made.
struct Workshop {
  unsigned threads = 1;
  const std::atomic<bool>* interrupted = nullptr;  // set: begin nothing more

  [[nodiscard]] bool is_interrupted() const {
    return interrupted != nullptr && interrupted->load(std::memory_order_relaxed);
  }
};

/// Does `work` for every number below `count` in several threads and waits for all. Each call must
/// write to a place of its own; `work` must not throw.
void side_by_side(const Workshop& workshop, std::size_t count,
                  const std::function<void(std::size_t)>& work);

}  // namespace acklab::takeapart
