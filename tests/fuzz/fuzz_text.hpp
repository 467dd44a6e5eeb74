#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/base/random.hpp"

namespace acklab::test {

/// Text in an allocation of exactly its size, so that a sanitizer sees the first octet read beyond
/// its end.
class ExactCopy {
 public:
  explicit ExactCopy(std::string_view text)
      : octets_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    text.copy(octets_.get(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {octets_.get(), size_}; }

 private:
  std::unique_ptr<char[]> octets_;
  std::size_t size_;
};

/// Damages texts: with `slips` put into them, by leaving out, repeating and changing.
class TextMutator {
 public:
  TextMutator(const RandomStream& random, std::span<const std::string_view> slips)
      : random_(random), slips_(slips) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    return random_.below(bound, counter_++);
  }

  [[nodiscard]] std::string mutate(std::string text) {
    for (std::uint64_t rounds = below(4); rounds > 0; --rounds) mutate_once(text);
    return text;
  }

 private:
  void mutate_once(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, slips_[below(slips_.size())]);
        return;
      case 1:
        text.erase(at, 1 + below(12));
        return;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        return;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>('0' + below(10));
        return;
      case 4:
        text.insert(at, text.substr(below(text.size() + 1), below(40)));
        return;
      default:
        if (below(4) == 0) text.resize(at);
    }
  }

  RandomStream random_;
  std::span<const std::string_view> slips_;
  std::uint64_t counter_ = 0;
};

}  // namespace acklab::test
