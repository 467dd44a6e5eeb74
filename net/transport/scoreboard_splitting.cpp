// Segments become smaller when the path's MTU does.

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "net/transport/scoreboard.hpp"

namespace acklab::transport {
namespace {

/// The pieces of `segment`; FIN goes with the last one. A SYN carries no data and stays whole.
void append_pieces(const SentSegment& segment, std::uint64_t most_bytes,
                   std::deque<SentSegment>& pieces) {
  const std::uint64_t payload_end = segment.range.end - (segment.fin ? 1 : 0);
  std::uint64_t begin = segment.range.begin;
  while (payload_end > begin && payload_end - begin > most_bytes) {
    SentSegment piece = segment;
    piece.range = {begin, begin + most_bytes};
    piece.fin = false;
    piece.probe = false;
    pieces.push_back(piece);
    begin += most_bytes;
  }
  SentSegment rest = segment;
  rest.range.begin = begin;
  rest.probe = segment.probe && begin == segment.range.begin;
  pieces.push_back(rest);
}

}  // namespace

bool Scoreboard::limit_segments(std::uint64_t most_bytes) {
  assert(most_bytes > 0);
  std::deque<SentSegment> pieces;
  std::vector<std::uint64_t> first_piece;  // of each old segment, as a number
  first_piece.reserve(segments_.size() + 1);
  bool probe_cut = false;
  for (const SentSegment& segment : segments_) {
    first_piece.push_back(first_number_ + pieces.size());
    if (segment.fate == SentSegment::Fate::sacked) {
      pieces.push_back(segment);
      continue;
    }
    append_pieces(segment, most_bytes, pieces);
    probe_cut = probe_cut || (segment.probe && !pieces.back().probe);
  }
  first_piece.push_back(first_number_ + pieces.size());
  const auto in_flight = std::exchange(oldest_, std::nullopt);
  newest_.reset();
  std::deque<SentSegment> old = std::exchange(segments_, std::move(pieces));
  // Pieces stand in the order of transmission where the whole stood.
  for (auto number = in_flight; number;) {
    const auto index = static_cast<std::size_t>(*number - first_number_);
    for (std::uint64_t piece = first_piece[index]; piece < first_piece[index + 1]; ++piece) {
      append_to_flight(piece);
    }
    number = old[index].sent_after;
  }
  lost_.clear();
  for (std::uint64_t number = first_number_; number < end_number(); ++number) {
    if (at(number).fate == SentSegment::Fate::lost) lost_.insert(number);
  }
  lost_probe_ = false;
  return probe_cut;
}

}  // namespace acklab::transport
