#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "net/base/byte_ranges.hpp"
#include "net/base/time.hpp"
#include "net/transport/statistics.hpp"

namespace acklab::transport {

/// Remembers what was sent again, to learn which of it was needless, and whether a reduction of the
/// congestion window was therefore wrong.
///
/// Two kinds of evidence: the peer reports that octets arrived twice (DSACK, RFC 2883, judged as in
/// RFC 3708), or the ACK of what was sent again echoes a timestamp from before that (Eifel, RFC
/// 3522). An episode begins with each reduction; it was wrong when all that was sent again since
/// was needless, and after a timeout already when the first was.
class SpuriousLoss {
 public:
  enum class Trigger : std::uint8_t { fast, timeout };

  /// The window is being reduced.
  void begin(Trigger trigger);
  /// Something is sent again; `oldest`: nothing before it is unacknowledged.
  void on_retransmission(Instant now, ByteRange range, bool oldest, RetransmissionCause cause);

  struct Proof {
    std::uint64_t needless = 0;    // retransmissions that the report proves needless; none: the
                                   // network has made the duplicate
    bool misjudged_order = false;  // among them one that was called lost for its place alone
  };
  [[nodiscard]] Proof on_duplicate_report(ByteRange range);
  /// The cumulative acknowledgement moved to `ack`; nothing that was sent at or after
  /// `echo_tick_end` is what the ACK answers. True when that proves that an original has arrived.
  bool on_progress(std::uint64_t ack, std::optional<Instant> echo_tick_end);
  /// What a timeout found missing arrived all the same (F-RTO, RFC 5682).
  void prove_timeout_spurious() { original_arrived_ = true; }

  [[nodiscard]] Trigger trigger() const { return trigger_; }
  /// Whether the last reduction is known to have been wrong; asked again it stays so until end().
  [[nodiscard]] bool reduction_was_wrong() const;
  void end() { open_ = false; }

 private:
  static constexpr std::size_t most_records = 4096;

  struct Record {
    std::uint64_t end = 0;
    std::uint64_t episode = 0;
    std::uint32_t times = 0;
    std::uint32_t proven_by_echo = 0;
    bool by_order = false;
  };
  struct First {
    ByteRange range;
    Instant sent_at;
  };

  std::map<std::uint64_t, Record> records_;  // by where they begin
  std::uint64_t episode_ = 0;
  bool open_ = false;
  Trigger trigger_ = Trigger::fast;
  std::uint64_t sent_again_ = 0;  // in this episode
  std::uint64_t needless_ = 0;
  bool original_arrived_ = false;
  std::optional<First> first_;
};

}  // namespace acklab::transport
