#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "net/base/bytes.hpp"

namespace acklab::transport {

/// The receiver of a textbook rung: which segment it waits for, and what came early.
class SegmentOrder {
 public:
  /// How a segment stands to the one expected.
  enum class Standing : std::uint8_t {
    in_turn,
    early,        // within the window, to be kept
    early_again,  // the same, and it is kept already
    beyond,       // further ahead than the window
    old,          // before the one expected
  };
  struct Kept {
    Bytes payload;
    bool fin = false;
    std::vector<Bytes> again;  // what came under the same number later
  };

  explicit SegmentOrder(std::uint64_t window) : window_(window) {}

  /// The number of the segment expected; that of the SYN was 0.
  [[nodiscard]] std::uint64_t expected() const { return expected_; }
  /// What stands `ahead` of the one expected; from `half` on it must be an old one.
  [[nodiscard]] Standing judge(std::uint64_t ahead, std::uint64_t half) const;

  /// The segment expected has come.
  void advance() { ++expected_; }
  void keep(std::uint64_t ahead, const Kept& segment);
  /// Keeps beside a segment kept already what came under its number again.
  void keep_again(std::uint64_t ahead, const Bytes& payload);
  /// Hands out the segment expected if it came early.
  [[nodiscard]] std::optional<Kept> take_kept();
  /// Hands out the next one kept before segment `number`, which is expected then; without one
  /// `number` is. What is missing before will never come.
  [[nodiscard]] std::optional<Kept> pass_over(std::uint64_t number);
  /// Payload that waits for its turn.
  [[nodiscard]] std::size_t kept_bytes() const { return kept_bytes_; }

 private:
  std::uint64_t window_;
  std::uint64_t expected_ = 1;
  std::map<std::uint64_t, Kept> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace acklab::transport
