#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/base/seq32.hpp"

namespace acklab::wire {

/// What the sender of data says in a segment (RFC 9293 §3.1): where its bytes stand in the stream.
struct SenderMessage {
  Seq32 sequence;
  bool syn = false;
  bool fin = false;
  bool push = false;
  std::optional<std::uint16_t> urgent_pointer;  // set exactly when URG is
  Bytes payload;

  /// How much sequence space it occupies: SYN and FIN count one each (RFC 9293 §3.4).
  [[nodiscard]] std::uint32_t sequence_length() const {
    return static_cast<std::uint32_t>(payload.size()) + (syn ? 1U : 0U) + (fin ? 1U : 0U);
  }
  friend bool operator==(const SenderMessage&, const SenderMessage&) = default;
};

/// One block of a SACK option, [left, right) (RFC 2018 §3).
struct SackBlock {
  Seq32 left;
  Seq32 right;
  friend constexpr bool operator==(SackBlock, SackBlock) = default;
};

/// Up to four SACK blocks, the most recent first.
class SackBlocks {
 public:
  static constexpr std::size_t capacity = 4;

  /// Adds a block; false, and nothing changes, when there are four already.
  constexpr bool push_back(SackBlock block) {
    if (size_ == capacity) return false;
    blocks_[size_++] = block;
    return true;
  }
  [[nodiscard]] constexpr const SackBlock* begin() const { return blocks_.data(); }
  [[nodiscard]] constexpr const SackBlock* end() const { return blocks_.data() + size_; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  friend constexpr bool operator==(const SackBlocks&, const SackBlocks&) = default;

 private:
  std::array<SackBlock, capacity> blocks_{};
  std::uint8_t size_ = 0;
};

/// What the receiver of data says in a segment: how far it has come and how much more it takes.
struct ReceiverMessage {
  std::optional<Seq32> acknowledgment;  // set exactly when ACK is
  std::uint16_t window = 0;             // as on the wire: not yet scaled
  SackBlocks sack;
  friend bool operator==(const ReceiverMessage&, const ReceiverMessage&) = default;
};

/// RFC 7323 §3.2.
struct Timestamps {
  std::uint32_t value = 0;
  std::uint32_t echo_reply = 0;
  friend constexpr bool operator==(Timestamps, Timestamps) = default;
};

/// What the SYN says to a peer that is acklab too (net/wire/experimental_option.hpp).
struct AcklabOption {
  /// The longest that this side holds an ACK back, in units of 100 us, rounded up.
  std::uint16_t max_ack_delay = 0;
  bool crc32c = false;  // capability: a CRC32C on segments that carry data
  friend constexpr bool operator==(const AcklabOption&, const AcklabOption&) = default;
};

/// Options that only a SYN carries meaningfully; on other segments the codec neither writes nor
/// reads them (RFC 9293 MUST-65, RFC 7323 §2.2, RFC 2018 §2).
struct SynOptions {
  std::optional<std::uint16_t> max_segment_size;
  std::optional<std::uint8_t>
      window_scale;  // as received: a value above 14 means 14 (RFC 7323 §2.3)
  bool sack_permitted = false;
  std::optional<AcklabOption> acklab{};
  friend constexpr bool operator==(const SynOptions&, const SynOptions&) = default;
};

/// A whole TCP segment (RFC 9293 §3.1), decoded.
struct Segment {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  SenderMessage sender;
  ReceiverMessage receiver;
  bool rst = false;
  bool ece = false;  // RFC 3168
  bool cwr = false;
  std::optional<Timestamps> timestamps;
  /// Carries a CRC32C of itself, which encode fills in and decode verifies; never on a SYN.
  bool crc32c = false;
  /// RFC 5482: 1 s to 32,767 minutes; above 32,767 s the wire knows whole minutes only.
  std::optional<std::chrono::seconds> user_timeout;
  SynOptions syn_options;
  friend bool operator==(const Segment&, const Segment&) = default;
};

}  // namespace acklab::wire
