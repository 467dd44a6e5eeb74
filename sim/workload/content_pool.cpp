#include "sim/workload/content_pool.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace acklab::workload {
namespace {

constexpr std::size_t pool_word_bytes = 8;
constexpr std::size_t piece_words = 128;
constexpr std::size_t piece_bytes = piece_words * pool_word_bytes;
/// Where a piece may begin; a power of two.
constexpr std::size_t pool_places = 2048;
constexpr std::uint64_t piece_step = 0x9e3779b97f4a7c15U;

/// The word whose octets in memory are those of `value`, highest first, on any machine.
std::uint64_t big_endian_word(std::uint64_t value) {
  std::array<std::uint8_t, pool_word_bytes> octets{};
  for (std::size_t i = 0; i < octets.size(); ++i) {
    octets[i] = static_cast<std::uint8_t>(value >> (8 * (octets.size() - 1 - i)));
  }
  std::uint64_t word = 0;
  std::memcpy(&word, octets.data(), octets.size());
  return word;
}

class Piece {
 public:
  Piece(const std::uint64_t* place, std::uint64_t change) : place_(place), change_(change) {}

  void write(MutableByteView octets) const {
    const std::size_t words = octets.size() / pool_word_bytes;
    // A loop of known length is one that the compiler puts into wide registers.
    if (words == piece_words) return write_words(octets.data(), piece_words);
    write_words(octets.data(), words);
    if (octets.size() % pool_word_bytes == 0) return;
    const std::uint64_t last = word(words);
    std::memcpy(octets.data() + words * pool_word_bytes, &last, octets.size() % pool_word_bytes);
  }

  [[nodiscard]] bool is(ByteView octets) const {
    const std::size_t words = octets.size() / pool_word_bytes;
    if (words == piece_words) return has_words(octets.data(), piece_words);
    if (!has_words(octets.data(), words)) return false;
    if (octets.size() % pool_word_bytes == 0) return true;
    const std::uint64_t last = word(words);
    return std::memcmp(octets.data() + words * pool_word_bytes, &last,
                       octets.size() % pool_word_bytes) == 0;
  }

 private:
  [[nodiscard]] std::uint64_t word(std::size_t index) const { return place_[index] ^ change_; }
  void write_words(std::uint8_t* octets, std::size_t words) const {
    for (std::size_t i = 0; i < words; ++i) {
      const std::uint64_t value = word(i);
      std::memcpy(octets + i * pool_word_bytes, &value, pool_word_bytes);
    }
  }
  [[nodiscard]] bool has_words(const std::uint8_t* octets, std::size_t words) const {
    std::uint64_t unlike = 0;
    for (std::size_t i = 0; i < words; ++i) {
      std::uint64_t found = 0;
      std::memcpy(&found, octets + i * pool_word_bytes, pool_word_bytes);
      unlike |= found ^ word(i);
    }
    return unlike == 0;
  }

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
