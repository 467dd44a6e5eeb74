#include "tests/net/properties/rolled_config.hpp"

#include <fmt/format.h>

namespace acklab::properties {

using namespace std::chrono_literals;
using transport::CongestionControl;
using transport::ConnectionConfig;

std::vector<CongestionControl> every_congestion_control() {
  std::vector<CongestionControl> all;
  for (auto control = CongestionControl::none;;) {
    all.push_back(control);
    switch (control) {  // each names its successor
      case CongestionControl::none:
        control = CongestionControl::newreno;
        break;
      case CongestionControl::newreno:
        control = CongestionControl::cubic;
        break;
      case CongestionControl::cubic:
        control = CongestionControl::bbr;
        break;
      case CongestionControl::bbr:
        return all;
    }
  }
}

ConnectionConfig roll_config(const Dice& dice) {
  ConnectionConfig config;
  const auto controls = every_congestion_control();
  config.congestion = controls[dice.below("congestion", controls.size())];
  config.max_segment_bytes =
      static_cast<std::uint16_t>(dice.one_of("mss", {1452, 1452, 1452, 64, 100, 536, 8960}));
  config.send_buffer_bytes = static_cast<std::uint32_t>(
      dice.one_of("send buffer", {1, 100, 2000, 30'000, 200'000, 4U << 20U, 65'535U << 10U}));
  config.receive_buffer_bytes = static_cast<std::uint32_t>(dice.one_of(
      "receive buffer", {1, 100, 3000, 30'000, 65'535, 200'000, 4U << 20U, 65'535U << 10U}));
  config.initial_window_segments =
      static_cast<std::uint32_t>(dice.one_of("initial window", {10, 10, 1, 2, 40}));
  auto& mechanisms = config.mechanisms;
  mechanisms.sack = !dice.once_in("sack", 4);
  mechanisms.timestamps = !dice.once_in("timestamps", 4);
  mechanisms.window_scale = !dice.once_in("window scale", 4);
  mechanisms.nagle = !dice.once_in("nagle", 4);
  mechanisms.delayed_ack = !dice.once_in("delayed ack", 4);
  mechanisms.karn = !dice.once_in("karn", 8);
  mechanisms.backoff = !dice.once_in("backoff", 8);
  mechanisms.fast_retransmit = !dice.once_in("fast retransmit", 8);
  mechanisms.silly_window_avoidance = !dice.once_in("silly window avoidance", 8);
  config.pacing = dice.once_in("pacing", 3);
  config.negotiate = !dice.once_in("negotiate", 4);
  config.negotiated_max_ack_delay = std::chrono::milliseconds{dice.one_of("our delay", {3, 1, 40})};
  config.negotiated_min_rto = std::chrono::milliseconds{dice.one_of("our min rto", {10, 1, 100})};
  if (dice.once_in("crc32c", 4)) mechanisms.checksum = transport::Checksum::crc32c;
  if (dice.once_in("keep alive", 4)) config.keep_alive = transport::KeepAliveConfig{1s, 1s, 60};
  if (dice.once_in("user timeout", 4)) {
    config.user_timeout = transport::UserTimeoutConfig{30min, 20min, 1h, true};
  }
  if (dice.once_in("window segments", 6)) {
    config.arq.window_segments = static_cast<std::uint32_t>(dice.one_of("window", {1, 3, 16}));
  }
  if (dice.once_in("fixed rto", 10)) config.arq.fixed_rto = 2s;
  config.max_ack_delay =
      std::chrono::milliseconds{dice.one_of("ack delay", {40, 40, 1, 10, 200, 500})};
  config.min_rto = std::chrono::milliseconds{dice.one_of("min rto", {200, 200, 10, 1000})};
  config.max_rto = std::chrono::seconds{dice.one_of("max rto", {60, 60, 5})};
  config.give_up_after = 30min;
  // So that the last ACK finds its way before the side that waits for it has forgotten everything.
  config.max_segment_lifetime = 5min;
  config.give_up_connecting_after = 30min;
  return config;
}

std::string to_text(const ConnectionConfig& config) {
  const auto& on = config.mechanisms;
  return fmt::format(
      "congestion {}, mss {}, send buffer {}, receive buffer {}, initial window {}, sack {}, "
      "timestamps {}, window scale {}, nagle {}, delayed ack {}, karn {}, backoff {}, "
      "fast retransmit {}, silly window avoidance {}, pacing {}, negotiate {} ({} ms, {} ms), "
      "crc32c {}, keep alive {}, user "
      "timeout {}, window segments {}, fixed rto {}, ack delay {} ms, min rto {} ms, max rto {} ms",
      static_cast<int>(config.congestion), config.max_segment_bytes, config.send_buffer_bytes,
      config.receive_buffer_bytes, config.initial_window_segments, on.sack, on.timestamps,
      on.window_scale, on.nagle, on.delayed_ack, on.karn, on.backoff, on.fast_retransmit,
      on.silly_window_avoidance, config.pacing, config.negotiate,
      to_milliseconds(config.negotiated_max_ack_delay), to_milliseconds(config.negotiated_min_rto),
      on.checksum == transport::Checksum::crc32c, config.keep_alive.has_value(),
      config.user_timeout.has_value(), config.arq.window_segments.value_or(0),
      config.arq.fixed_rto.has_value(), to_milliseconds(config.max_ack_delay),
      to_milliseconds(config.min_rto), to_milliseconds(config.max_rto));
}

}  // namespace acklab::properties
