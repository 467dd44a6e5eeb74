#include "sim/workload/content_pool.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "sim/workload/big_endian_word.hpp"

namespace acklab::workload {
namespace {

constexpr std::size_t piece_words = 128;
constexpr std::size_t piece_bytes = piece_words * word_bytes;
/// Where a piece may begin; a power of two.
constexpr std::size_t pool_places = 2048;
constexpr std::uint64_t piece_step = 0x9e3779b97f4a7c15U;

// Words side by side in one wide register; a compiler for a machine without takes them one by one.
constexpr std::size_t block_words = 2;
using Block [[gnu::vector_size(block_words * word_bytes)]] = std::uint64_t;

template <typename Value>
Value value_at(const void* place) {
  Value value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

void write_changed(std::uint8_t* octets, const std::uint64_t* words, std::size_t count,
                   std::uint64_t change) {
  std::size_t done = 0;
  for (; done + block_words <= count; done += block_words) {
    const Block block = value_at<Block>(words + done) ^ change;
    std::memcpy(octets + done * word_bytes, &block, sizeof block);
  }
  for (; done < count; ++done) {
    const std::uint64_t value = words[done] ^ change;
    std::memcpy(octets + done * word_bytes, &value, sizeof value);
  }
}

bool are_changed(const std::uint8_t* octets, const std::uint64_t* words, std::size_t count,
                 std::uint64_t change) {
  const auto unlike_at = [=](std::size_t done) {
    return value_at<Block>(octets + done * word_bytes) ^ value_at<Block>(words + done) ^ change;
  };
  Block unlike{};
  std::size_t done = 0;
  for (; done + 2 * block_words <= count; done += 2 * block_words) {
    unlike |= unlike_at(done) | unlike_at(done + block_words);
  }
  for (; done + block_words <= count; done += block_words) unlike |= unlike_at(done);
  std::uint64_t last = 0;
  for (; done < count; ++done) {
    last |= value_at<std::uint64_t>(octets + done * word_bytes) ^ words[done] ^ change;
  }
  return (unlike[0] | unlike[1] | last) == 0;
}

class Piece {
 public:
  Piece(const std::uint64_t* place, std::uint64_t change) : place_(place), change_(change) {}

  void write(MutableByteView octets) const {
    const std::size_t words = octets.size() / word_bytes;
    write_changed(octets.data(), place_, words, change_);
    if (octets.size() % word_bytes == 0) return;
    const std::uint64_t last = place_[words] ^ change_;
    std::memcpy(octets.data() + words * word_bytes, &last, octets.size() % word_bytes);
  }

  [[nodiscard]] bool is(ByteView octets) const {
    const std::size_t words = octets.size() / word_bytes;
    if (!are_changed(octets.data(), place_, words, change_)) return false;
    if (octets.size() % word_bytes == 0) return true;
    const std::uint64_t last = place_[words] ^ change_;
    return std::memcmp(octets.data() + words * word_bytes, &last, octets.size() % word_bytes) == 0;
  }

 private:
  const std::uint64_t* place_;
  std::uint64_t change_;
};

/// The pieces of one content, one after the other.
class Pieces {
 public:
  Pieces(const std::vector<std::uint64_t>& pool, std::uint64_t key) : pool_(pool), counter_(key) {}

  Piece next() {
    const std::uint64_t draw = mix64(counter_);
    counter_ += piece_step;
    return {pool_.data() + draw % pool_places, big_endian_word(mix64(draw))};
  }

 private:
  const std::vector<std::uint64_t>& pool_;
  std::uint64_t counter_;
};

}  // namespace

std::size_t count_differing(ByteView one, ByteView other) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < one.size(); ++i) count += one[i] != other[i] ? 1U : 0U;
  return count;
}

ContentPool::ContentPool(const RandomStream& random) : words_(pool_places + piece_words) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = big_endian_word(random.at(i));
}

void ContentPool::write(std::uint64_t key, MutableByteView octets) const {
  Pieces pieces{words_, key};
  while (!octets.empty()) {
    const std::size_t part = std::min(octets.size(), piece_bytes);
    pieces.next().write(octets.first(part));
    octets = octets.subspan(part);
  }
}

std::size_t ContentPool::differences(std::uint64_t key, ByteView octets, std::size_t enough) const {
  std::size_t found = 0;
  Pieces pieces{words_, key};
  std::array<std::uint8_t, piece_bytes> expected;
  while (!octets.empty() && found <= enough) {
    const ByteView part = octets.first(std::min(octets.size(), piece_bytes));
    const Piece piece = pieces.next();
    if (!piece.is(part)) {
      const MutableByteView right = MutableByteView(expected).first(part.size());
      piece.write(right);
      found += count_differing(part, right);
    }
    octets = octets.subspan(part.size());
  }
  return found;
}

}  // namespace acklab::workload
