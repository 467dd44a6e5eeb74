#include "sim/sweep/natural.hpp"

#include <algorithm>
#include <cassert>

namespace acklab::sweep {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t low(Wide value) {
  return static_cast<std::uint64_t>(value);
}
constexpr std::uint64_t high(Wide value) {
  return static_cast<std::uint64_t>(value >> 64U);
}

}  // namespace

Natural::Natural(std::uint64_t value) {
  if (value != 0) words_.push_back(value);
}

Natural& Natural::operator*=(std::uint64_t factor) {
  if (factor == 0) words_.clear();
  std::uint64_t carry = 0;
  for (std::uint64_t& word : words_) {
    const Wide product = static_cast<Wide>(word) * factor + carry;
    word = low(product);
    carry = high(product);
  }
  if (carry != 0) words_.push_back(carry);
  return *this;
}

Natural& Natural::operator+=(const Natural& other) {
  words_.resize(std::max(words_.size(), other.words_.size()));
  std::uint64_t carry = 0;
  for (std::size_t place = 0; place < words_.size(); ++place) {
    const std::uint64_t added = place < other.words_.size() ? other.words_[place] : 0;
    const Wide sum = static_cast<Wide>(words_[place]) + added + carry;
    words_[place] = low(sum);
    carry = high(sum);
  }
  if (carry != 0) words_.push_back(carry);
  return *this;
}

Natural& Natural::operator/=(std::uint64_t divisor) {
  assert(divisor != 0);
  std::uint64_t rest = 0;
  for (auto word = words_.rbegin(); word != words_.rend(); ++word) {
    const Wide value = (static_cast<Wide>(rest) << 64U) | *word;
    *word = low(value / divisor);
    rest = low(value % divisor);
  }
  while (!words_.empty() && words_.back() == 0) words_.pop_back();
  return *this;
}

std::strong_ordering operator<=>(const Natural& a, const Natural& b) {
  if (a.words_.size() != b.words_.size()) return a.words_.size() <=> b.words_.size();
  return std::lexicographical_compare_three_way(a.words_.rbegin(), a.words_.rend(),
                                                b.words_.rbegin(), b.words_.rend());
}

Natural Natural::power(std::uint64_t base, std::uint32_t exponent) {
  Natural result{1};
  for (std::uint32_t count = 0; count < exponent; ++count) result *= base;
  return result;
}

}  // namespace acklab::sweep
