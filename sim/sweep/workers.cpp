#include "sim/sweep/workers.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace acklab::sweep {

struct Workers::Parts {
  void work();
  [[nodiscard]] std::optional<std::uint64_t> begin_one();

  std::vector<std::uint64_t> runs;
  Make make;

  mutable std::mutex mutex;  // of everything below
  std::condition_variable something_done;
  std::size_t next = 0;  // of runs
  unsigned under_way = 0;
  bool stopped = false;
  std::vector<journal::Row> rows;

  std::vector<std::jthread> threads;
};

std::optional<std::uint64_t> Workers::Parts::begin_one() {
  const std::lock_guard lock{mutex};
  if (stopped || next == runs.size()) return std::nullopt;
  ++under_way;
  return runs[next++];
}

void Workers::Parts::work() {
  while (const auto run = begin_one()) {
    std::optional<journal::Row> row = make(*run);
    const std::lock_guard lock{mutex};
    --under_way;
    if (row) rows.push_back(std::move(*row));
    something_done.notify_one();
  }
}

Workers::Workers(std::vector<std::uint64_t> runs, unsigned threads, Make make)
    : parts_(std::make_unique<Parts>()) {
  parts_->runs = std::move(runs);
  parts_->make = std::move(make);
  for (unsigned count = 0; count < threads; ++count) {
    parts_->threads.emplace_back([parts = parts_.get()] { parts->work(); });
  }
}

Workers::~Workers() {
  stop();
  parts_->threads.clear();  // joins
}

std::vector<journal::Row> Workers::take(Duration patience) {
  std::unique_lock lock{parts_->mutex};
  parts_->something_done.wait_for(lock, patience, [this] {
    const bool resting =
        parts_->under_way == 0 && (parts_->stopped || parts_->next == parts_->runs.size());
    return resting || !parts_->rows.empty();
  });
  return std::exchange(parts_->rows, {});
}

bool Workers::at_rest() const {
  const std::lock_guard lock{parts_->mutex};
  return parts_->under_way == 0 && (parts_->stopped || parts_->next == parts_->runs.size());
}

void Workers::stop() {
  const std::lock_guard lock{parts_->mutex};
  parts_->stopped = true;
}

}  // namespace acklab::sweep
