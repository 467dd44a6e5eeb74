#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/transport/network_report.hpp"

namespace acklab::transport {

/// A host's place in an IP network, of IPv4 or IPv6 as its address is.
struct IpLayerConfig {
  IpAddress local;
  /// How long the prefix of its network is: then the network's broadcast address is known too.
  std::optional<std::uint8_t> prefix_bits;
  /// Of the interface: what does not fit is not sent (never a fragment).
  std::uint16_t mtu_bytes = 1500;
};

/// What an IpLayer has thrown away, without a word to the sender.
struct IpLayerCounters {
  std::uint64_t undecodable = 0;      // no IP packet, or its header was damaged
  std::uint64_t misaddressed = 0;     // to another host, to a broadcast or a multicast address
  std::uint64_t invalid_sources = 0;  // from an address that no host can have (RFC 1122 §3.2.1.3)
  std::uint64_t fragments = 0;
  std::uint64_t unconcerned = 0;   // another protocol, or ICMP that is about no segment of ours
  std::uint64_t too_large = 0;     // to be sent, but beyond the MTU
  std::uint64_t icmp_reports = 0;  // not thrown away: handed to the transport
};

/// IP below a transport: an actor whose datagrams are whole IP packets, made from an actor whose
/// datagrams are TCP segments (an Endpoint with Carriage::ip, say).
///
/// Outgoing packets carry DF (over IPv4), no options, and the hop limit and DSCP that the datagram
/// asks for. Incoming options are skipped, fragments dropped. `from` in handle_datagram is not
/// read: a packet says itself where it comes from.
class IpLayer final : public DatagramActor {
 public:
  /// `transport` must outlive it.
  IpLayer(const IpLayerConfig& config, DatagramActor& transport)
      : config_(config), transport_(transport) {}

  /// Called with what routers and hosts say about segments that this host has sent.
  void on_network_report(std::function<void(Instant now, const NetworkReport&)> sink) {
    sink_ = std::move(sink);
  }
  [[nodiscard]] const IpLayerCounters& counters() const { return counters_; }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView packet) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    return transport_.next_timeout();
  }
  void handle_timeout(Instant now) override { transport_.handle_timeout(now); }
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;

 private:
  /// What a packet of either version says.
  struct Arrived {
    IpAddress source;
    IpAddress destination;
    std::uint8_t protocol;
    std::uint8_t ecn;
    bool is_fragment;
    ByteView payload;
  };
  void take(Instant now, const Arrived& packet);
  void handle_icmp(Instant now, const Expected<wire::IcmpMessage, wire::IcmpError>& message);
  [[nodiscard]] Bytes in_ipv4(const OutgoingDatagram& segment) const;
  [[nodiscard]] Bytes in_ipv6(const OutgoingDatagram& segment) const;
  [[nodiscard]] bool is_possible_source(const IpAddress& address) const;

  IpLayerConfig config_;
  DatagramActor& transport_;
  std::function<void(Instant, const NetworkReport&)> sink_;
  IpLayerCounters counters_;
};

}  // namespace acklab::transport
