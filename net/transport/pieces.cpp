#include "net/transport/pieces.hpp"

#include <algorithm>

namespace acklab::transport {

void Pieces::deliver(ByteView piece) {
  readable_bytes_ += piece.size();
  readable_.emplace_back(piece.begin(), piece.end());
}

void Pieces::hold(std::uint64_t offset, ByteView piece) {
  early_bytes_ += piece.size();
  early_.emplace(offset, Bytes{piece.begin(), piece.end()});
}

void Pieces::take(std::uint64_t offset, ByteView piece) {
  if (in_order_) {
    hold(offset, piece);
  } else {
    deliver(piece);
  }
}

void Pieces::take_again(std::uint64_t offset, ByteView piece) {
  if (early_.contains(offset)) {
    hold(offset, piece);
  } else {
    deliver(piece);
  }
}

void Pieces::release_below(std::uint64_t next) {
  while (!early_.empty() && early_.begin()->first < next) {
    early_bytes_ -= early_.begin()->second.size();
    deliver(early_.begin()->second);
    early_.erase(early_.begin());
  }
}

std::size_t Pieces::read(MutableByteView into) {
  if (readable_.empty()) return 0;
  const ByteView rest = ByteView{readable_.front()}.subspan(read_of_first_);
  const std::size_t count = std::min(into.size(), rest.size());
  std::copy_n(rest.begin(), count, into.begin());
  readable_bytes_ -= count;
  read_of_first_ += count;
  if (count == rest.size()) {
    readable_.pop_front();
    read_of_first_ = 0;
  }
  return count;
}

}  // namespace acklab::transport
