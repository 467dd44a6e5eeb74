#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/journal/journal.hpp"

namespace acklab::sweep {

/// Makes runs in several threads and hands over what became of them as they are done.
class Workers {
 public:
  /// Makes the run of that number, in any thread; nothing: it was cut short. Must not throw.
  using Make = std::function<std::optional<journal::Row>(std::uint64_t)>;

  /// Begins at once with the first of `runs`.
  Workers(std::vector<std::uint64_t> runs, unsigned threads, Make make);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Waits for what is under way.
  ~Workers();

  /// What was done since the last call; waits for something at most this long.
  [[nodiscard]] std::vector<journal::Row> take(Duration patience);
  /// Nothing is under way or left to begin; take() may still have rows.
  [[nodiscard]] bool at_rest() const;
  /// Begins no further run.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::sweep
