#include "sim/link/script/held_copies.hpp"

#include <algorithm>
#include <utility>

namespace acklab::link {

std::vector<Waiting> HeldCopies::let_go(Instant now, std::uint64_t offered,
                                        std::uint64_t opposite_offered) {
  std::vector<Waiting> free;
  std::vector<Waiting> kept;
  for (Waiting& copy : held_) {
    const bool is_free = copy.prescribed->is_free(offered, opposite_offered);
    (is_free ? free : kept).push_back(std::move(copy));
  }
  held_ = std::move(kept);
  for (Waiting& copy : free) copy.fate.due = std::max(copy.fate.due, now);
  return free;
}

void HeldCopies::displace(Waiting&& copy) {
  const std::uint32_t behind = copy.prescribed->reorder_after;
  displaced_.push_back({std::move(copy), behind});
}

std::vector<Waiting> HeldCopies::passed_by(std::uint64_t index, Instant due) {
  std::vector<Waiting> free;
  std::vector<Displaced> kept;
  for (Displaced& displaced : displaced_) {
    if (index > displaced.copy.fate.index && --displaced.remaining == 0) {
      displaced.copy.fate.due = std::max(displaced.copy.fate.due, due);
      free.push_back(std::move(displaced.copy));
    } else {
      kept.push_back(std::move(displaced));
    }
  }
  displaced_ = std::move(kept);
  return free;
}

}  // namespace acklab::link
