#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::run {

/// Does numbered pieces of work in several threads. Runs in virtual time need nothing of each
/// other, so this is all that acklab has threads for beside those of links.
class Pool {
 public:
  /// Does the piece of that number, in any thread. Each call must write to a place of its own; must
  /// not throw.
  using Work = std::function<void(std::size_t)>;

  /// Begins at once with number 0 of `count`, in at least one thread.
  Pool(std::size_t count, unsigned threads, Work work);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  /// Begins nothing more and waits for what is under way.
  ~Pool();

  /// The numbers that were done since the last call, in that order; waits for one at most this
  /// long. What their calls wrote can be read from now on.
  [[nodiscard]] std::vector<std::size_t> take_done(Duration patience);
  /// Nothing is under way or left to begin; take_done may still have numbers.
  [[nodiscard]] bool at_rest() const;
  /// Waits until that is so.
  void finish();
  /// Begins nothing more.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::run
