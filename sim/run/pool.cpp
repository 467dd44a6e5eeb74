#include "sim/run/pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace acklab::run {

struct Pool::Parts {
  void take_turns();
  [[nodiscard]] std::optional<std::size_t> begin_one();
  [[nodiscard]] bool is_resting() const { return under_way == 0 && (stopped || next == count); }

  std::size_t count = 0;
  Work work;

  mutable std::mutex mutex;  // of everything below
  std::condition_variable something_done;
  std::size_t next = 0;
  unsigned under_way = 0;
  bool stopped = false;
  std::vector<std::size_t> done;  // and not yet taken

  std::vector<std::jthread> threads;
};

std::optional<std::size_t> Pool::Parts::begin_one() {
  const std::lock_guard lock{mutex};
  if (stopped || next == count) return std::nullopt;
  ++under_way;
  return next++;
}

void Pool::Parts::take_turns() {
  while (const auto number = begin_one()) {
    work(*number);
    const std::lock_guard lock{mutex};
    --under_way;
    done.push_back(*number);
    something_done.notify_one();
  }
}

Pool::Pool(std::size_t count, unsigned threads, Work work) : parts_(std::make_unique<Parts>()) {
  parts_->count = count;
  parts_->work = std::move(work);
  const std::size_t useful = std::min<std::size_t>(std::max(threads, 1U), count);
  parts_->threads.reserve(useful);
  for (std::size_t thread = 0; thread < useful; ++thread) {
    parts_->threads.emplace_back([parts = parts_.get()] { parts->take_turns(); });
  }
}

Pool::~Pool() {
  stop();
  parts_->threads.clear();  // joins
}

std::vector<std::size_t> Pool::take_done(Duration patience) {
  std::unique_lock lock{parts_->mutex};
  parts_->something_done.wait_for(lock, patience,
                                  [this] { return !parts_->done.empty() || parts_->is_resting(); });
  return std::exchange(parts_->done, {});
}

bool Pool::at_rest() const {
  const std::lock_guard lock{parts_->mutex};
  return parts_->is_resting();
}

void Pool::finish() {
  std::unique_lock lock{parts_->mutex};
  parts_->something_done.wait(lock, [this] { return parts_->is_resting(); });
}

void Pool::stop() {
  const std::lock_guard lock{parts_->mutex};
  parts_->stopped = true;
}

}  // namespace acklab::run
