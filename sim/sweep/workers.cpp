#include "sim/sweep/workers.hpp"

#include <utility>

namespace acklab::sweep {

Workers::Workers(const std::vector<std::uint64_t>& runs, unsigned threads, const Make& make)
    : rows_(runs.size()), pool_(runs.size(), threads, [this, runs, make](std::size_t place) {
        rows_[place] = make(runs[place]);
      }) {}

std::vector<journal::Row> Workers::take(Duration patience) {
  const std::vector<std::size_t> done = pool_.take_done(patience);
  std::vector<journal::Row> rows;
  rows.reserve(done.size());
  for (const std::size_t place : done) {
    for (journal::Row& row : std::exchange(rows_[place], {})) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace acklab::sweep
