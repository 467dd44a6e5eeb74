#include "net/transport/sack_reporter.hpp"

#include <algorithm>
#include <limits>

namespace acklab::transport {
namespace {

wire::SackBlock block_of(ByteRange range, Seq32 initial_sequence) {
  return {Seq32::wrap(range.begin, initial_sequence), Seq32::wrap(range.end, initial_sequence)};
}

}  // namespace

void SackReporter::on_change(const ByteRangeSet& ahead, std::uint64_t next, std::uint64_t offset) {
  // Blocks that grew together are one now, so an older entry of the same block goes.
  const auto block = ahead.find(offset);
  std::erase_if(changes_, [&](const Change& other) {
    return other.offset < next ||
           (block && other.offset >= block->begin && other.offset < block->end);
  });
  changes_.push_front({offset, 0});
  if (changes_.size() > most_changes) changes_.pop_back();
}

void SackReporter::on_duplicate(ByteRange range) {
  if (range.empty()) return;
  if (duplicates_.size() == most_duplicates) duplicates_.pop_front();
  duplicates_.push_back(range);
}

wire::SackBlocks SackReporter::take(const ByteRangeSet& ahead, std::uint64_t next,
                                    Seq32 initial_sequence, std::size_t limit) {
  wire::SackBlocks blocks;
  if (limit > 0 && !duplicates_.empty()) {
    const ByteRange twice = duplicates_.front();
    duplicates_.pop_front();
    blocks.push_back(block_of(twice, initial_sequence));
    // RFC 2883 §4.2: beyond RCV.NXT, the block that holds it follows and gives it away.
    if (const auto holder = ahead.find(twice.begin); holder && twice.begin > next) {
      if (limit > 1) blocks.push_back(block_of(*holder, initial_sequence));
    }
  }
  add_told(ahead, next, 0, 0, limit, initial_sequence, blocks);
  add_told(ahead, next, 1, often_enough - 1, limit, initial_sequence, blocks);
  add_told(ahead, next, often_enough, std::numeric_limits<std::uint8_t>::max(), limit,
           initial_sequence, blocks);
  return blocks;
}

/// Adds blocks that have been told so many times, the last changed first.
void SackReporter::add_told(const ByteRangeSet& ahead, std::uint64_t next, std::uint8_t fewest,
                            std::uint8_t most, std::size_t limit, Seq32 initial_sequence,
                            wire::SackBlocks& blocks) {
  for (Change& change : changes_) {
    if (blocks.size() >= limit) return;
    if (change.reports < fewest || change.reports > most || change.offset < next) continue;
    const auto range = ahead.find(change.offset);
    if (!range) continue;
    const wire::SackBlock block = block_of(*range, initial_sequence);
    const bool told = std::ranges::find(blocks, block) != blocks.end();
    if (change.reports < often_enough) ++change.reports;
    if (!told) blocks.push_back(block);
  }
}

bool SackReporter::unreported(std::uint64_t next) const {
  return !duplicates_.empty() || std::ranges::any_of(changes_, [next](const Change& change) {
    return change.reports == 0 && change.offset >= next;
  });
}

}  // namespace acklab::transport
