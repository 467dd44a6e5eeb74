#pragma once

#include <cstdint>
#include <optional>

#include "net/base/seq32.hpp"
#include "net/base/time.hpp"
#include "net/transport/connection_key.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// SYN cookies (RFC 4987 §3.6): an initial sequence number that proves, when it comes back
/// acknowledged, that its peer sent a SYN lately and can be reached where it says; nothing is
/// remembered in between.
///
/// The number holds one bit of a counter that ticks every 64 s, three bits for the peer's MSS and
/// 28 bits of a keyed hash over both, the addresses, the ports and the peer's initial sequence
/// number. What else the SYN offered travels in the low bits of the timestamp, as in Linux.
class SynCookies {
 public:
  static constexpr Duration counter_tick = std::chrono::seconds{64};
  /// A cookie is good for the tick it was made in and the next one.
  static constexpr Duration longest_life = 2 * counter_tick;

  /// `secret` must be unpredictable to the peers.
  explicit SynCookies(std::uint64_t secret) : secret_(secret) {}

  /// The initial sequence number to answer `syn` with.
  [[nodiscard]] Seq32 make(Instant now, const ConnectionKey& key, const wire::Segment& syn) const;
  /// The MSS that `cookie` holds; nothing when this side did not make it for this peer, or too long
  /// ago.
  [[nodiscard]] std::optional<std::uint16_t> max_segment_size(Instant now, const ConnectionKey& key,
                                                              Seq32 peer_initial,
                                                              Seq32 cookie) const;

 private:
  [[nodiscard]] std::uint32_t hash(const ConnectionKey& key, Seq32 peer_initial,
                                   std::uint64_t counter, std::uint32_t mss_index) const;

  std::uint64_t secret_;
};

/// What a cookie can remember of `syn`: the MSS rounded down to one of eight, and the other options
/// only where a timestamp carries them.
[[nodiscard]] wire::SynOptions remembered_by_cookie(const wire::Segment& syn,
                                                    bool timestamps_agreed);

/// The timestamp nearest below or at `value` whose low bits hold `options`; the peer sends it back.
[[nodiscard]] std::uint32_t hide_options(std::uint32_t value, const wire::SynOptions& options);
/// The options in the low bits of a timestamp that came back; the MSS is not among them.
[[nodiscard]] wire::SynOptions hidden_options(std::uint32_t echoed);

}  // namespace acklab::transport
