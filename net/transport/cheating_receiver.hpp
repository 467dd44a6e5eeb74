#pragma once

#include <algorithm>
#include <cstdint>

namespace acklab::transport {

/// How a receiver lies to be sent to faster (Savage, Cardwell, Wetherall and Anderson: TCP
/// Congestion Control with a Misbehaving Receiver, 1999).
enum class Cheat : std::uint8_t {
  none,
  /// Each segment is acknowledged in eight parts: a sender that counts ACKs (RFC 2581) grows its
  /// window eight times as fast, one that counts bytes (RFC 3465) does not.
  ack_division,
  /// Each ACK is followed by another for as much again, which the first has just let the sender
  /// send: nobody waits for the round trip. What is lost of it will never come again, and the
  /// stream ends there. Byte counting is no defence.
  optimistic_acks,
};

/// What a receiver that cheats says it has. Offsets as inside the transport.
class CheatingReceiver {
 public:
  /// Into so many parts the ACK of a full segment is divided.
  static constexpr std::uint64_t parts = 8;

  explicit CheatingReceiver(Cheat cheat) : cheat_(cheat) {}

  /// Data arrived in order; 0 bytes: it had come before, as what a sender sends again whom the lies
  /// have lost.
  void on_data(std::uint64_t bytes) {
    owed_ += bytes;
    caught_ = bytes == 0;
  }
  /// An ACK said the truth.
  void was_honest(std::uint64_t next) {
    told_ = next;
    owed_ = more_ = 0;
  }
  /// What the next ACK says, everything below `next` being there in truth.
  [[nodiscard]] std::uint64_t acknowledged(std::uint64_t next, std::uint64_t segment_bytes) {
    switch (cheat_) {
      case Cheat::none:
        break;
      case Cheat::ack_division:
        told_ = std::min(next, told_ + std::max<std::uint64_t>(segment_bytes / parts, 1));
        return told_;
      case Cheat::optimistic_acks:
        if (caught_) break;
        told_ = std::max(told_ + (owed_ > 0 ? owed_ : more_), next);
        more_ = owed_;
        owed_ = 0;
        return told_;
    }
    was_honest(next);
    return next;
  }
  /// Whether another ACK is to follow at once.
  [[nodiscard]] bool has_more_to_say(std::uint64_t next) const {
    return (cheat_ == Cheat::ack_division && told_ < next) || more_ > 0;
  }

 private:
  Cheat cheat_;
  std::uint64_t told_ = 1;
  std::uint64_t owed_ = 0;  // arrived, and no ACK has spoken of it
  std::uint64_t more_ = 0;  // for which a second ACK follows
  bool caught_ = false;
};

}  // namespace acklab::transport
