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
  note_duplicates_of({sequence, end});
  const bool crumb = begin > next_ && ahead_.count() >= most_blocks;
  if (begin < end && !crumb) {
    const ByteView fresh = payload.subspan(begin - sequence, end - begin);
    if (begin == next_ && ahead_.empty()) {
      // In order, and nothing waits for it: as most often, it never lies ahead.
      outcome.new_bytes = end - begin;
      stream_.store(begin, fresh);
      outcome.advanced = true;
      next_ = end;
    } else {
      outcome.new_bytes = ahead_.insert({begin, end});
      if (outcome.new_bytes > 0) stream_.store(begin, fresh);
      if (begin > next_) {
        outcome.out_of_order = true;
        report_.on_change(ahead_, next_, begin);
      }
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

ReceiveSide::Outcome ReceiveSide::skip_to(std::uint64_t offset) {
  Outcome outcome;
  if (offset > next_) {
    const std::uint64_t kept_before = ahead_.total_bytes();
    ahead_.erase_below(offset);
    missing_bytes_ += (offset - next_) - (kept_before - ahead_.total_bytes());
    next_ = offset;
    outcome.advanced = true;
  }
  advance(outcome);
  return outcome;
}

void ReceiveSide::keep_unread(std::size_t bytes) {
  const std::size_t readable = readable_bytes();
  if (readable > bytes) stream_.drop_below(stream_.begin() + (readable - bytes));
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

/// What of `arrived` was here already, as far as one block can tell (RFC 2883 §4).
void ReceiveSide::note_duplicates_of(ByteRange arrived) {
  if (arrived.begin < next_) {
    report_.on_duplicate({arrived.begin, std::min(arrived.end, next_)});
  } else if (const auto held = ahead_.find(arrived.begin)) {
    report_.on_duplicate({arrived.begin, std::min(arrived.end, held->end)});
  }
}

}  // namespace acklab::transport
