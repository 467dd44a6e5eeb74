#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "net/transport/endpoint.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::support {

/// Endpoints at addresses, each of which may crash and start anew, and 10 ms between them.
class EndpointNetwork {
 public:
  static constexpr Duration one_way = std::chrono::milliseconds{10};

  /// An endpoint that has just started: whatever was at this address before is forgotten.
  transport::Endpoint& start(const SocketAddress& at, const transport::EndpointConfig& config) {
    endpoints_.erase(at);
    events_.erase(at);
    return endpoints_.try_emplace(at, config).first->second;
  }
  [[nodiscard]] transport::Endpoint& at(const SocketAddress& address) {
    return endpoints_.at(address);
  }
  [[nodiscard]] Instant now() const { return now_; }

  void run(Duration span) {
    const Instant end = now_ + span;
    for (;;) {
      collect();
      std::optional<Instant> next;
      const auto consider = [&next](std::optional<Instant> instant) {
        if (instant) next = next ? std::min(*next, *instant) : *instant;
      };
      for (const auto& [at, endpoint] : endpoints_) consider(endpoint.next_timeout());
      if (!on_the_way_.empty()) consider(on_the_way_.begin()->first);
      if (!next || *next > end) break;
      now_ = std::max(now_, *next);
      deliver();
      for (auto& [at, endpoint] : endpoints_) {
        if (const auto due = endpoint.next_timeout(); due && *due <= now_) {
          endpoint.handle_timeout(now_);
        }
      }
    }
    now_ = end;
  }

  /// Puts a segment on the way as if it came from `from`.
  void inject(const SocketAddress& from, const SocketAddress& to, const wire::Segment& segment) {
    on_the_way_.emplace(now_, Datagram{from, to, wire::encode(segment, wire::PseudoHeader{})});
  }
  /// What an endpoint told since it started.
  [[nodiscard]] const std::vector<transport::EndpointEvent>& events(const SocketAddress& at) {
    return events_[at];
  }
  [[nodiscard]] std::optional<transport::CloseReason> close_reason(const SocketAddress& at,
                                                                   transport::ConnectionId id) {
    for (const auto& event : events_[at]) {
      const auto* const closed = std::get_if<transport::Closed>(&event.event);
      if (event.connection == id && closed != nullptr) return closed->report.reason;
    }
    return std::nullopt;
  }
  /// The connections that peers opened, in order.
  [[nodiscard]] std::vector<transport::ConnectionId> accepted(const SocketAddress& at) {
    std::vector<transport::ConnectionId> ids;
    for (const auto& event : events_[at]) {
      if (event.accepted) ids.push_back(event.connection);
    }
    return ids;
  }
  /// Every segment that an endpoint sent, with where it came from.
  [[nodiscard]] const std::vector<std::pair<SocketAddress, wire::Segment>>& sent() const {
    return sent_;
  }

 private:
  struct Datagram {
    SocketAddress from;
    SocketAddress to;
    Bytes payload;
  };
  void collect() {
    for (auto& [at, endpoint] : endpoints_) {
      while (auto datagram = endpoint.poll_transmit(now_)) {
        sent_.emplace_back(at, *wire::decode(datagram->payload, wire::PseudoHeader{}));
        on_the_way_.emplace(now_ + one_way,
                            Datagram{at, datagram->to, std::move(datagram->payload)});
      }
      while (auto event = endpoint.poll_event()) events_[at].push_back(*event);
    }
  }
  void deliver() {
    while (!on_the_way_.empty() && on_the_way_.begin()->first <= now_) {
      const Datagram datagram = std::move(on_the_way_.extract(on_the_way_.begin()).mapped());
      const auto found = endpoints_.find(datagram.to);
      if (found != endpoints_.end()) {
        found->second.handle_datagram(now_, datagram.from, datagram.payload);
      }
      collect();
    }
  }

  Instant now_ = timeline_origin + std::chrono::seconds{1};
  std::map<SocketAddress, transport::Endpoint> endpoints_;
  std::map<SocketAddress, std::vector<transport::EndpointEvent>> events_;
  std::multimap<Instant, Datagram> on_the_way_;
  std::vector<std::pair<SocketAddress, wire::Segment>> sent_;
};

inline const SocketAddress left_address{IpAddress::v4(10, 0, 0, 1), 5000};
inline const SocketAddress right_address{IpAddress::v4(10, 0, 0, 2), 6000};

}  // namespace acklab::support
