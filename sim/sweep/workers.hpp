#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/journal/journal.hpp"
#include "sim/run/pool.hpp"

namespace acklab::sweep {

/// Makes runs in several threads and hands over what became of them as they are done. Its end waits
/// for what is under way.
class Workers {
 public:
  /// Makes the run of that number and those that are made with it, in any thread; nothing: it was
  /// cut short. Must not throw.
  using Make = std::function<std::vector<journal::Row>(std::uint64_t)>;

  /// Begins at once with the first of `runs`.
  Workers(const std::vector<std::uint64_t>& runs, unsigned threads, const Make& make);

  /// What was done since the last call; waits for something at most this long.
  [[nodiscard]] std::vector<journal::Row> take(Duration patience);
  /// Nothing is under way or left to begin; take() may still have rows.
  [[nodiscard]] bool at_rest() const { return pool_.at_rest(); }
  /// Begins no further run.
  void stop() { pool_.stop(); }

 private:
  std::vector<std::vector<journal::Row>> rows_;  // a place for each run
  run::Pool pool_;                               // ends before rows_ does
};

}  // namespace acklab::sweep
