#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/path/ip_packet.hpp"

namespace acklab::path {

/// Tells whose a packet is, where several flows share two hosts: by the server's port, of which
/// each flow has its own (flow_addresses).
class FlowSorter {
 public:
  /// `from_server`: whether it is the server that sends what is sorted.
  FlowSorter(std::uint16_t first_port, std::size_t flows, bool from_server)
      : first_port_(first_port), flows_(flows), from_server_(from_server) {}

  /// `start` as transport_octets_start says; nothing: it is of no flow.
  [[nodiscard]] std::optional<std::uint32_t> flow_of(ByteView octets, std::size_t start) const {
    const auto ports = transport_ports(octets, start);
    if (!ports) return std::nullopt;
    const std::uint16_t of_server = from_server_ ? ports->source : ports->destination;
    if (of_server < first_port_ || of_server - first_port_ >= static_cast<int>(flows_)) {
      return std::nullopt;
    }
    return std::uint32_t{of_server} - first_port_;
  }

 private:
  std::uint16_t first_port_;
  std::size_t flows_;
  bool from_server_;
};

}  // namespace acklab::path
