#include <cassert>
#include <optional>
#include <utility>

#include "sim/link/later.hpp"
#include "sim/link/pipeline.hpp"

namespace acklab::link {

void Pipeline::hold_back(UnderWay&& copy) {
  if (const auto latest = copy.comes_out) {
    displaced_.hold({std::move(copy), std::nullopt}, *latest);
    return;
  }
  const auto untold = untold_.find({copy.index, copy.copy});
  assert(untold != untold_.end());
  const Instant latest = later_by(copy.due, untold->second.longest_hold);
  displaced_.hold({std::move(copy), std::move(untold->second.fate)}, latest);
  untold_.erase(untold);
}

UnderWay Pipeline::release_displaced(const FateSink& sink) {
  DisplacedCopies::Held held = displaced_.pop();
  ++counters_.displaced;
  if (held.fate) tell(*held.fate, sink);
  delivered(held.copy);
  return std::move(held.copy);
}

}  // namespace acklab::link
