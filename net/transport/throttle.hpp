#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::transport {

/// At most so many answers in a span: keeps two confused peers from answering each other for ever
/// (RFC 5961 §7).
class Throttle {
 public:
  [[nodiscard]] bool allow(Instant now) {
    constexpr Duration span = std::chrono::seconds{1};
    constexpr std::uint32_t most = 10;
    if (count_ == 0 || now - began_ >= span) {
      began_ = now;
      count_ = 0;
    }
    if (count_ == most) return false;
    ++count_;
    return true;
  }

 private:
  Instant began_{};
  std::uint32_t count_ = 0;
};

}  // namespace acklab::transport
