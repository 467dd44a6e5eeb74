#include "net/socket/timer_queue.hpp"

#include <utility>

namespace acklab::socket {

TimerQueue::TimerQueue() : timers_(&memory_), instants_(&memory_) {}

TimerId TimerQueue::set(Instant when, std::function<void()> callback) {
  const TimerId id{next_id_++};
  timers_[Key{when, id}] = std::move(callback);
  instants_.emplace(id, when);
  return id;
}

void TimerQueue::cancel(TimerId timer) {
  const auto found = instants_.find(timer);
  if (found == instants_.end()) return;
  const Key key{found->second, timer};
  instants_.erase(found);
  // The callback may own what calls this: taken out first, destroyed last.
  const auto removed = timers_.extract(key);
}

std::optional<Instant> TimerQueue::earliest() const {
  if (timers_.empty()) return std::nullopt;
  return timers_.begin()->first.when;
}

void TimerQueue::run_due(Instant now) {
  due_.clear();
  for (const auto& [key, callback] : timers_) {
    if (key.when > now) break;
    due_.push_back(key);
  }
  for (const Key& key : due_) {
    auto timer = timers_.extract(key);
    if (timer.empty()) continue;
    instants_.erase(key.id);
    timer.mapped()();
  }
}

}  // namespace acklab::socket
