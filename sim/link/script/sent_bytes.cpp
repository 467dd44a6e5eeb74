#include "sim/link/script/sent_bytes.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {

SentBytes::Crossing SentBytes::cross(ByteRange range) {
  assert(!range.empty());
  if (range.begin >= end_) return append(range);
  const bool first_is_forgotten = range.begin < forgotten_below_;
  range.begin = std::max(range.begin, forgotten_below_);
  if (range.empty()) return {std::nullopt, 2};
  Crossing crossing = cross_again(range);
  if (first_is_forgotten) crossing.times = 2;
  end_ = std::max(end_, range.end);
  forget_beyond_bound();
  return crossing;
}

SentBytes::Crossing SentBytes::append(ByteRange range) {
  const std::uint64_t segment = ++segments_;
  pieces_.push_back({range, segment, 1});
  end_ = range.end;
  forget_beyond_bound();
  return {NumberRange{segment, segment}, 1};
}

SentBytes::Crossing SentBytes::cross_again(ByteRange range) {
  const auto [first, last] = touched(range);
  if (last - first == 1 && pieces_[first].bytes == range) {
    Piece& piece = pieces_[first];
    return {NumberRange{piece.segment, piece.segment}, ++piece.times};
  }
  const std::vector<Piece> now = after_crossing(range, first, last);
  Crossing crossing;
  for (const Piece& piece : now) {
    if (piece.bytes.begin < range.begin || piece.bytes.end > range.end) continue;
    if (piece.bytes.begin == range.begin) crossing.times = piece.times;
    const NumberRange before =
        crossing.segments.value_or(NumberRange{piece.segment, piece.segment});
    crossing.segments =
        NumberRange{std::min(before.first, piece.segment), std::max(before.last, piece.segment)};
  }
  const auto at = [this](std::size_t place) {
    return pieces_.begin() + static_cast<std::ptrdiff_t>(place);
  };
  pieces_.insert(pieces_.erase(at(first), at(last)), now.begin(), now.end());
  return crossing;
}

std::pair<std::size_t, std::size_t> SentBytes::touched(ByteRange range) const {
  const auto first =
      std::partition_point(pieces_.begin(), pieces_.end(),
                           [range](const Piece& piece) { return piece.bytes.end <= range.begin; });
  const auto last = std::partition_point(
      first, pieces_.end(), [range](const Piece& piece) { return piece.bytes.begin < range.end; });
  return {static_cast<std::size_t>(first - pieces_.begin()),
          static_cast<std::size_t>(last - pieces_.begin())};
}

std::vector<SentBytes::Piece> SentBytes::after_crossing(ByteRange range, std::size_t first,
                                                        std::size_t last) {
  std::vector<Piece> now;
  std::optional<std::uint64_t> new_segment;
  std::uint64_t reached = range.begin;
  const auto fill_gap = [&](std::uint64_t until) {
    if (reached >= until) return;
    if (!new_segment) new_segment = ++segments_;
    now.push_back({{reached, until}, *new_segment, 1});
  };
  for (std::size_t place = first; place < last; ++place) {
    const Piece& old = pieces_[place];
    const ByteRange inside{std::max(old.bytes.begin, range.begin),
                           std::min(old.bytes.end, range.end)};
    if (old.bytes.begin < inside.begin) {
      now.push_back({{old.bytes.begin, inside.begin}, old.segment, old.times});
    }
    fill_gap(inside.begin);
    now.push_back({inside, old.segment, old.times + 1});
    if (inside.end < old.bytes.end) {
      now.push_back({{inside.end, old.bytes.end}, old.segment, old.times});
    }
    reached = inside.end;
  }
  fill_gap(range.end);
  return now;
}

void SentBytes::acknowledged_below(std::uint64_t offset) {
  while (pieces_.size() > least_pieces && pieces_.front().bytes.end <= offset) forget_oldest();
}

void SentBytes::forget_beyond_bound() {
  while (pieces_.size() > most_pieces) forget_oldest();
}

void SentBytes::forget_oldest() {
  forgotten_below_ = pieces_.front().bytes.end;
  pieces_.pop_front();
}

}  // namespace acklab::link
