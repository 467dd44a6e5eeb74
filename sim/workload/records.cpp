#include "sim/workload/records.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <numeric>
#include <utility>

#include "net/base/random.hpp"
#include "sim/workload/big_endian_word.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::workload {
namespace {

constexpr std::uint64_t content_step = 0x9e3779b97f4a7c15U;
// The tail is the number times an odd constant: numbers that differ in one octet, as one damaged
// head pretends, differ there in many, so head and tail can never be wrong in the same way.
constexpr std::uint64_t tail_factor = 0xd1342543de82ef95U;

/// The inverse modulo 2^64 of an odd number, by Newton's iteration: each step doubles the right
/// bits.
constexpr std::uint64_t inverse_of(std::uint64_t odd) {
  std::uint64_t inverse = odd;
  for (int step = 0; step < 6; ++step) inverse *= 2 - odd * inverse;
  return inverse;
}
constexpr std::uint64_t tail_divisor = inverse_of(tail_factor);
static_assert(tail_factor * tail_divisor == 1);

void put_word(std::uint64_t value, MutableByteView octets) {
  const std::uint64_t word = big_endian_word(value);
  std::memcpy(octets.data(), &word, word_bytes);
}

std::uint64_t word_in(ByteView octets) {
  std::uint64_t word = 0;
  std::memcpy(&word, octets.data(), word_bytes);
  return big_endian_word(word);
}

/// How many of their octets are not the same.
std::size_t octets_apart(std::uint64_t one, std::uint64_t other) {
  std::size_t count = 0;
  for (std::uint64_t unlike = one ^ other; unlike != 0; unlike >>= 8U) {
    count += (unlike & 0xffU) != 0 ? 1U : 0U;
  }
  return count;
}

bool has_numbers(std::size_t size) {
  return size >= min_message_bytes;
}

/// The part of a record of `octets.size()` that is neither head nor tail.
template <typename View>
View body_of(View octets) {
  if (!has_numbers(octets.size())) return octets;
  return octets.subspan(word_bytes, octets.size() - 2 * word_bytes);
}

}  // namespace

std::uint64_t bytes_with_numbers(std::uint64_t content_bytes, std::uint32_t message_bytes) {
  assert(message_bytes > record_numbers_bytes);
  const std::uint64_t piece = message_bytes - record_numbers_bytes;
  return content_bytes + (content_bytes + piece - 1) / piece * record_numbers_bytes;
}

Records::Records(std::uint64_t seed, std::uint64_t total_bytes, std::uint32_t message_bytes)
    : total_bytes_(total_bytes), message_bytes_(message_bytes) {
  assert(total_bytes > 0 && message_bytes > 0);
  count_ = total_bytes / message_bytes + (total_bytes % message_bytes != 0 ? 1U : 0U);
  make_keys(seed);
}

Records::Records(std::uint64_t seed, const std::vector<std::uint32_t>& sizes, std::uint64_t rounds)
    : total_bytes_(std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0}) * rounds),
      count_(sizes.size() * rounds),
      message_bytes_(*std::max_element(sizes.begin(), sizes.end())),
      sizes_(std::make_shared<const std::vector<std::uint32_t>>(sizes)) {
  make_keys(seed);
}

Records::Records(std::uint64_t seed, std::shared_ptr<const Bytes> content,
                 std::uint32_t message_bytes)
    : Records(seed, bytes_with_numbers(content->size(), message_bytes), message_bytes) {
  own_content_ = std::move(content);
}

void Records::make_keys(std::uint64_t seed) {
  const RandomStream keys{seed, "records"};
  content_ = std::make_shared<const ContentPool>(keys.substream(0));
  content_key_ = keys.at(0);
  head_key_ = keys.at(1);
  tail_key_ = keys.at(2);
}

std::uint32_t Records::size_of(std::uint64_t number) const {
  assert(number < count());
  if (sizes_) return (*sizes_)[number % sizes_->size()];
  const std::uint64_t begin = number * message_bytes_;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(message_bytes_, total_bytes_ - begin));
}

std::uint64_t Records::content_key_of(std::uint64_t number) const {
  return mix64(content_key_ + (number + 1) * content_step);
}
std::uint64_t Records::head_of(std::uint64_t number) const {
  return number ^ head_key_;
}
std::uint64_t Records::tail_of(std::uint64_t number) const {
  return (number * tail_factor) ^ tail_key_;
}
std::uint64_t Records::number_in_head(std::uint64_t head) const {
  return head ^ head_key_;
}
std::uint64_t Records::number_in_tail(std::uint64_t tail) const {
  return (tail ^ tail_key_) * tail_divisor;
}

void Records::write(std::uint64_t number, Bytes& into) const {
  into.resize(size_of(number));
  const MutableByteView octets{into};
  if (has_numbers(octets.size())) {
    put_word(head_of(number), octets.first(word_bytes));
    put_word(tail_of(number), octets.last(word_bytes));
  }
  if (own_content_) {
    std::ranges::copy(own_content(number), body_of(octets).begin());
    return;
  }
  content_->write(content_key_of(number), body_of(octets));
}

std::size_t Records::differences(std::uint64_t number, ByteView octets, std::size_t enough) const {
  std::size_t found = 0;
  if (has_numbers(octets.size())) {
    found += octets_apart(word_in(octets.first(word_bytes)), head_of(number));
    found += octets_apart(word_in(octets.last(word_bytes)), tail_of(number));
  }
  if (found > enough) return found;
  if (own_content_) return found + count_differing(body_of(octets), own_content(number));
  return found + content_->differences(content_key_of(number), body_of(octets), enough - found);
}

ByteView Records::own_content(std::uint64_t number) const {
  const std::uint64_t begin = number * (message_bytes_ - record_numbers_bytes);
  return ByteView{*own_content_}.subspan(begin, size_of(number) - record_numbers_bytes);
}

bool Records::fits(std::uint64_t number, ByteView octets) const {
  return number < count() && size_of(number) == octets.size();
}

bool Records::is_intact(std::uint64_t number, ByteView octets) const {
  return fits(number, octets) && differences(number, octets, 0) == 0;
}

Records::Recognised Records::identify(ByteView octets) const {
  const Recognised hopeless{count(), false};
  if (octets.empty()) return hopeless;
  // A short last record is known by its size alone.
  if (!sizes_ && octets.size() != message_bytes_) {
    const std::uint64_t last = count() - 1;
    return fits(last, octets) ? Recognised{last, is_intact(last, octets)} : hopeless;
  }
  if (!has_numbers(octets.size())) return hopeless;
  std::uint64_t best = count();
  std::size_t fewest = octets.size();
  const auto consider = [&](std::uint64_t number) {
    if (!fits(number, octets)) return;
    const std::size_t wrong = differences(number, octets, octets.size());
    if (wrong >= fewest) return;
    best = number;
    fewest = wrong;
  };
  consider(number_in_head(word_in(octets)));
  if (fewest != 0) consider(number_in_tail(word_in(octets.last(word_bytes))));
  // Half wrong is as good as a guess.
  return fewest <= octets.size() / 2 ? Recognised{best, fewest == 0} : hopeless;
}

}  // namespace acklab::workload
