#include "net/transport/receive_side.hpp"

#include <algorithm>

namespace acklab::transport {
namespace {

/// Enough for a third of 100,000 segments missing; a sender of crumbs must not cost memory.
constexpr std::size_t most_blocks = 32'768;

}  // namespace

ReceiveSide::Outcome ReceiveSide::accept(std::uint64_t sequence, ByteView payload, bool fin,
                                         std::uint64_t edge) {
  Outcome outcome;
  const std::uint64_t payload_end = sequence + payload.size();
  if (fin && payload_end < edge && payload_end >= next_ && !fin_) fin_ = payload_end;
  std::uint64_t end = std::min(payload_end, edge);
  if (fin_) end = std::min(end, *fin_);  // nothing comes behind FIN, whatever a segment says
  const std::uint64_t begin = std::max(sequence, next_);
  const bool crumb = begin > next_ && ahead_.count() >= most_blocks;
  if (begin < end && !crumb) {
    const ByteView fresh = payload.subspan(begin - sequence, end - begin);
    outcome.new_bytes = ahead_.insert({begin, end});
    if (outcome.new_bytes > 0) stream_.store(begin, fresh);
    if (begin > next_) {
      outcome.out_of_order = true;
      remember_recent(begin);
    }
  }
  advance(outcome);
  if (fin && !fin_reached_) outcome.out_of_order = true;
  return outcome;
}

void ReceiveSide::advance(Outcome& outcome) {
  const std::size_t blocks_before = ahead_.count();
  if (const auto run = ahead_.find(next_)) {
    outcome.advanced = true;
    outcome.filled_hole = blocks_before > 1 || run->size() > outcome.new_bytes;
    next_ = run->end;
    ahead_.erase_below(next_);
  }
  if (fin_ && !fin_reached_ && next_ == *fin_) {
    fin_reached_ = true;
    outcome.reached_fin = true;
    ++next_;
  }
}

std::size_t ReceiveSide::read(MutableByteView into) {
  const std::size_t count = std::min(into.size(), readable_bytes());
  stream_.copy(stream_.begin(), into.first(count));
  stream_.drop_below(stream_.begin() + count);
  return count;
}

std::size_t ReceiveSide::readable_bytes() const {
  return static_cast<std::size_t>(next_ - (fin_reached_ ? 1 : 0) - stream_.begin());
}

void ReceiveSide::remember_recent(std::uint64_t offset) {
  // Blocks that grew together are one now, so an older entry of the same block goes.
  const auto block = ahead_.find(offset);
  const auto last = std::remove_if(
      recent_.begin(), recent_.begin() + static_cast<std::ptrdiff_t>(recent_count_),
      [&](std::uint64_t other) {
        return other < next_ || (block && other >= block->begin && other < block->end);
      });
  recent_count_ = std::min(static_cast<std::size_t>(last - recent_.begin()), recent_.size() - 1);
  std::copy_backward(recent_.begin(), recent_.begin() + static_cast<std::ptrdiff_t>(recent_count_),
                     recent_.begin() + static_cast<std::ptrdiff_t>(recent_count_) + 1);
  recent_[0] = offset;
  ++recent_count_;
}

wire::SackBlocks ReceiveSide::sack_blocks(Seq32 initial_sequence, std::size_t limit) const {
  wire::SackBlocks blocks;
  for (std::size_t index = 0; index < recent_count_ && blocks.size() < limit; ++index) {
    if (const auto block = ahead_.find(recent_[index])) {
      blocks.push_back(
          {Seq32::wrap(block->begin, initial_sequence), Seq32::wrap(block->end, initial_sequence)});
    }
  }
  return blocks;
}

}  // namespace acklab::transport
