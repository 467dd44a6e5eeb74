#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "net/base/random.hpp"

namespace acklab::sweep {

/// 128 bits that tell texts apart; against mistakes, not against malice.
class Fingerprint {
 public:
  /// Lengths count: adding "ab" and "c" is not adding "a" and "bc".
  void add(std::string_view text) {
    step(text.size());
    for (std::size_t begin = 0; begin < text.size(); begin += word_bytes) {
      std::uint64_t word = 0;
      for (const char letter : text.substr(begin, word_bytes)) {
        word = word << 8U | static_cast<unsigned char>(letter);
      }
      step(word);
    }
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:016x}{:016x}", a_, b_); }

 private:
  static constexpr std::size_t word_bytes = 8;
  void step(std::uint64_t word) {
    a_ = mix64(a_ ^ word) + 0x9e3779b97f4a7c15U;
    b_ = mix64(b_ + word * 0xd1342543de82ef95U) ^ a_;
  }
  std::uint64_t a_ = 1;
  std::uint64_t b_ = 2;
};

}  // namespace acklab::sweep
