#include "sim/link/delay/displaced_copies.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {

void DisplacedCopies::let_pass(std::uint64_t index, Instant due) {
  for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
    UnderWay& copy = waiting->held.copy;
    if (index > copy.index && copy.waits_for > 0) --copy.waits_for;
    const bool too_early = copy.comes_out && due < *copy.comes_out;
    if (copy.waits_for > 0 || too_early) {
      ++waiting;
      continue;
    }
    copy.due = due;
    ready_.push_back(std::move(waiting->held));
    waiting = waiting_.erase(waiting);
  }
}

Instant DisplacedCopies::next_due() const {
  if (!ready_.empty()) return ready_.front().copy.due;
  const auto first =
      std::min_element(waiting_.begin(), waiting_.end(),
                       [](const Waiting& a, const Waiting& b) { return a.latest < b.latest; });
  assert(first != waiting_.end());
  return first->latest;
}

DisplacedCopies::Held DisplacedCopies::pop() {
  Held held;
  if (!ready_.empty()) {
    held = std::move(ready_.front());
    ready_.pop_front();
  } else {
    const auto first =
        std::min_element(waiting_.begin(), waiting_.end(),
                         [](const Waiting& a, const Waiting& b) { return a.latest < b.latest; });
    assert(first != waiting_.end());
    held = std::move(first->held);
    held.copy.due = first->latest;
    waiting_.erase(first);
  }
  if (held.fate) {
    held.fate->held_back = held.copy.due - held.fate->due;
    held.fate->due = held.copy.due;
  }
  return held;
}

}  // namespace acklab::link
