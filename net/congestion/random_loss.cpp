#include "net/congestion/random_loss.hpp"

#include <algorithm>

#include "net/congestion/share.hpp"

namespace acklab::congestion {
namespace {

std::uint64_t lost_parts(std::uint64_t delivered_bytes, std::uint64_t lost_bytes) {
  const std::uint64_t sent = delivered_bytes + lost_bytes;
  return sent == 0 ? 0 : share_of(lost_bytes, RandomLoss::parts_in_one, sent);
}

std::uint64_t square_root(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31U; bit != 0; bit >>= 1U) {
    const std::uint64_t larger = root + bit;
    if (larger * larger <= value) root = larger;
  }
  return root;
}

}  // namespace

void RandomLoss::measure(std::uint64_t delivered_bytes, std::uint64_t lost_bytes) {
  if (delivered_bytes == 0) return;
  const std::uint64_t sample = std::min(lost_parts(delivered_bytes, lost_bytes), most_parts);
  // A quarter each: a path of some hundred segments needs a few measurements to be sure.
  parts_ = measured_ ? (3 * parts_ + sample) / 4 : sample;
  measured_ = true;
}

void RandomLoss::measure_while_queued(std::uint64_t delivered_bytes, std::uint64_t lost_bytes) {
  if (delivered_bytes == 0) return;
  parts_ = std::min(parts_, lost_parts(delivered_bytes, lost_bytes));
}

bool RandomLoss::exceeded_by(std::uint64_t delivered_bytes, std::uint64_t lost_bytes,
                             std::uint64_t segment_bytes) const {
  const std::uint64_t segment = std::max<std::uint64_t>(segment_bytes, 1);
  const std::uint64_t sent = (delivered_bytes + lost_bytes) / segment;
  const std::uint64_t expected = share_of(sent, parts_, parts_in_one);
  const std::uint64_t margin = std::max<std::uint64_t>(sent / 50 + 2 * square_root(expected), 3);
  return lost_bytes / segment > expected + margin;
}

std::uint64_t RandomLoss::to_deliver(std::uint64_t bytes) const {
  return share_of(bytes, parts_in_one, parts_in_one - parts_);
}

}  // namespace acklab::congestion
