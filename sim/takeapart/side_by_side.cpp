#include "sim/takeapart/side_by_side.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace acklab::takeapart {

void side_by_side(const Workshop& workshop, std::size_t count,
                  const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    for (std::size_t number = next++; number < count && !workshop.is_interrupted();
         number = next++) {
      work(number);
    }
  };
  const std::size_t threads = std::min<std::size_t>(std::max(workshop.threads, 1U), count);
  std::vector<std::jthread> helpers;
  for (std::size_t helper = 1; helper < threads; ++helper) helpers.emplace_back(take_turns);
  take_turns();
}

}  // namespace acklab::takeapart
