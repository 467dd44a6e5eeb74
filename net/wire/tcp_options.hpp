#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/wire/segment.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

/// The option kinds that acklab knows (RFC 9293 §3.2, RFC 7323, RFC 2018).
enum class OptionKind : std::uint8_t {
  end_of_list = 0,
  no_operation = 1,
  max_segment_size = 2,
  window_scale = 3,
  sack_permitted = 4,
  sack = 5,
  timestamps = 8,
  user_timeout = 28,  // RFC 5482
  experiment = 253,   // RFC 6994; see experimental_option.hpp
};

/// The largest window scale that counts (RFC 7323 §2.3).
inline constexpr std::uint8_t max_window_scale = 14;

/// The option area of a header: up to 40 octets, once finished a multiple of 4.
class OptionArea {
 public:
  static constexpr std::size_t capacity = 40;

  [[nodiscard]] ByteView view() const { return ByteView{octets_}.first(size_); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t room() const { return capacity - size_; }

  void append_u8(std::uint8_t value);
  void append_u16(std::uint16_t value);
  void append_u32(std::uint32_t value);
  /// Zeros up to the next multiple of 4 (RFC 9293 §3.1, Padding).
  void pad();

 private:
  std::array<std::uint8_t, capacity> octets_{};
  std::size_t size_ = 0;
};

/// The options of `segment` as Linux lays them out: MSS, SACK-permitted or NOP NOP, timestamps,
/// NOP, window scale, user timeout, acklab's experimental option, NOP, NOP, SACK. A CRC32C is left
/// zero here.
/// Only when SACK blocks would be left out for the NOPs' sake, the NOPs are left out instead.
[[nodiscard]] OptionArea write_options(const Segment& segment);

/// Reads the option area of a header into `segment`, whose SYN flag is already known. Where an
/// option comes twice the last one counts, as in Linux.
[[nodiscard]] std::optional<SegmentError> read_options(ByteView options, Segment& segment);

}  // namespace acklab::wire
