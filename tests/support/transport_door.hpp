#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "net/transport/connection.hpp"
#include "net/transport/endpoint.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::support {

inline constexpr std::uint16_t knock_port = 80;

inline SocketAddress knocker_at(std::uint32_t index) {
  return {IpAddress::v4(10, static_cast<std::uint8_t>(index >> 16U),
                        static_cast<std::uint8_t>(index >> 8U), static_cast<std::uint8_t>(index)),
          5000};
}

/// An endpoint that listens, and peers played by hand.
class Door {
 public:
  explicit Door(const transport::EndpointConfig& config) : endpoint_(config) {
    endpoint_.listen(knock_port);
  }

  [[nodiscard]] transport::Endpoint& endpoint() { return endpoint_; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] transport::HandshakeStatistics statistics() const {
    return endpoint_.handshake_statistics();
  }

  void give(const SocketAddress& from, const wire::Segment& segment) {
    endpoint_.handle_datagram(now_, from, wire::encode(segment, wire::PseudoHeader{}));
  }
  /// Everything sent now.
  std::vector<wire::Segment> sent() {
    std::vector<wire::Segment> segments;
    while (const auto datagram = endpoint_.poll_transmit(now_)) {
      segments.push_back(*wire::decode(datagram->payload, wire::PseudoHeader{}));
    }
    return segments;
  }
  /// Runs the timers that come within `span`, and says when something was sent.
  std::vector<std::pair<Duration, wire::Segment>> watch(Duration span) {
    std::vector<std::pair<Duration, wire::Segment>> seen;
    const Instant start = now_;
    while (const auto at = endpoint_.next_timeout()) {
      if (*at > start + span) break;
      now_ = std::max(now_, *at);
      endpoint_.handle_timeout(now_);
      for (auto& segment : sent()) seen.emplace_back(now_ - start, std::move(segment));
    }
    now_ = start + span;
    return seen;
  }
  void wait(Duration span) { static_cast<void>(watch(span)); }

 private:
  transport::Endpoint endpoint_;
  Instant now_ = timeline_origin + std::chrono::seconds{1000};
};

inline wire::Segment knock(std::uint32_t sequence = 5000, bool timestamps = true) {
  wire::Segment syn;
  syn.source_port = 40'000;
  syn.destination_port = knock_port;
  syn.sender.syn = true;
  syn.sender.sequence = Seq32{sequence};
  syn.receiver.window = 60'000;
  syn.syn_options = {1452, std::uint8_t{5}, true};
  if (timestamps) syn.timestamps = wire::Timestamps{77'000, 0};
  return syn;
}

/// What a peer that sent `syn` says next, having received `answer`.
inline wire::Segment completion(const wire::Segment& syn, const wire::Segment& answer) {
  wire::Segment ack;
  ack.source_port = syn.source_port;
  ack.destination_port = syn.destination_port;
  ack.sender.sequence = syn.sender.sequence + 1;
  ack.receiver.acknowledgment = answer.sender.sequence + 1;
  ack.receiver.window = 60'000;
  if (answer.timestamps) ack.timestamps = wire::Timestamps{77'010, answer.timestamps->value};
  return ack;
}

inline transport::EndpointConfig door_with(std::size_t half_open, bool cookies = true) {
  transport::EndpointConfig config;
  config.secret = 4711;
  config.max_half_open = half_open;
  config.syn_cookies = cookies;
  return config;
}

inline wire::Segment bytes_after(const wire::Segment& ack, std::size_t count) {
  wire::Segment data = ack;
  data.sender.payload.assign(count, 'x');
  return data;
}

inline std::optional<transport::ConnectionId> connected(transport::Endpoint& endpoint) {
  std::optional<transport::ConnectionId> id;
  while (const auto event = endpoint.poll_event()) {
    if (std::holds_alternative<transport::Connected>(event->event)) id = event->connection;
  }
  return id;
}

}  // namespace acklab::support
