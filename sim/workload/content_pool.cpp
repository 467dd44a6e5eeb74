#include "sim/workload/content_pool.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "net/base/wide_registers.hpp"
#include "sim/workload/big_endian_word.hpp"

namespace acklab::workload {
namespace {

constexpr std::size_t piece_words = 128;
constexpr std::size_t piece_bytes = piece_words * word_bytes;
/// Where a piece may begin; a power of two.
constexpr std::size_t pool_places = 2048;
constexpr std::uint64_t piece_step = 0x9e3779b97f4a7c15U;

// Words side by side in one register; a compiler for a machine without takes them one by one.
using Lane [[gnu::vector_size(2 * word_bytes)]] = std::uint64_t;
using WideLane [[gnu::vector_size(4 * word_bytes)]] = std::uint64_t;

template <typename Some>
[[gnu::always_inline]] inline void change_one(std::uint8_t* octets, const std::uint64_t* words,
                                              std::uint64_t change, std::size_t lane) {
  Some value;
  std::memcpy(&value, words + lane * sizeof value / word_bytes, sizeof value);
  value ^= change;
  std::memcpy(octets + lane * sizeof value, &value, sizeof value);
}

/// What differs; by reference, because how a wide register is returned depends on the machine.
template <typename Some>
[[gnu::always_inline]] inline void mark_unlike(const std::uint8_t* octets,
                                               const std::uint64_t* words, std::uint64_t change,
                                               std::size_t lane, Some& unlike) {
  Some written;
  Some right;
  std::memcpy(&written, octets + lane * sizeof written, sizeof written);
  std::memcpy(&right, words + lane * sizeof right / word_bytes, sizeof right);
  unlike |= written ^ (right ^ change);
}

/// Writes whole strides of four lanes; returns how many words that were.
template <typename Some>
[[gnu::always_inline]] inline std::size_t write_strides(std::uint8_t* octets,
                                                        const std::uint64_t* words,
                                                        std::size_t count, std::uint64_t change) {
  constexpr std::size_t stride = 4 * sizeof(Some) / word_bytes;
  std::size_t done = 0;
  for (; done + stride <= count; done += stride) {
    std::uint8_t* const into = octets + done * word_bytes;
    const std::uint64_t* const from = words + done;
    change_one<Some>(into, from, change, 0);
    change_one<Some>(into, from, change, 1);
    change_one<Some>(into, from, change, 2);
    change_one<Some>(into, from, change, 3);
  }
  return done;
}

/// Looks at whole strides of four lanes, and marks in `unlike` what is not as it should be; returns
/// how many words that were.
template <typename Some>
[[gnu::always_inline]] inline std::size_t compare_strides(const std::uint8_t* octets,
                                                          const std::uint64_t* words,
                                                          std::size_t count, std::uint64_t change,
                                                          std::uint64_t& unlike) {
  constexpr std::size_t stride = 4 * sizeof(Some) / word_bytes;
  Some found{};
  std::size_t done = 0;
  for (; done + stride <= count; done += stride) {
    const std::uint8_t* const from = octets + done * word_bytes;
    const std::uint64_t* const right = words + done;
    mark_unlike(from, right, change, 0, found);
    mark_unlike(from, right, change, 1, found);
    mark_unlike(from, right, change, 2, found);
    mark_unlike(from, right, change, 3, found);
  }
  for (std::size_t lane = 0; lane < sizeof(Some) / word_bytes; ++lane) unlike |= found[lane];
  return done;
}

ACKLAB_USES_WIDE_REGISTERS std::size_t write_wide(std::uint8_t* octets, const std::uint64_t* words,
                                                  std::size_t count, std::uint64_t change) {
  return write_strides<WideLane>(octets, words, count, change);
}

ACKLAB_USES_WIDE_REGISTERS std::size_t compare_wide(const std::uint8_t* octets,
                                                    const std::uint64_t* words, std::size_t count,
                                                    std::uint64_t change, std::uint64_t& unlike) {
  return compare_strides<WideLane>(octets, words, count, change, unlike);
}

void write_changed(std::uint8_t* octets, const std::uint64_t* words, std::size_t count,
                   std::uint64_t change) {
  std::size_t done = has_wide_registers() ? write_wide(octets, words, count, change)
                                          : write_strides<Lane>(octets, words, count, change);
  for (; done < count; ++done) {
    const std::uint64_t value = words[done] ^ change;
    std::memcpy(octets + done * word_bytes, &value, sizeof value);
  }
}

bool are_changed(const std::uint8_t* octets, const std::uint64_t* words, std::size_t count,
                 std::uint64_t change) {
  std::uint64_t unlike = 0;
  std::size_t done = has_wide_registers()
                         ? compare_wide(octets, words, count, change, unlike)
                         : compare_strides<Lane>(octets, words, count, change, unlike);
  for (; done < count; ++done) {
    std::uint64_t written = 0;
    std::memcpy(&written, octets + done * word_bytes, sizeof written);
    unlike |= written ^ words[done] ^ change;
  }
  return unlike == 0;
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
