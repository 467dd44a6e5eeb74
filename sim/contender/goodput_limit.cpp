#include <algorithm>

#include "sim/contender/contender.hpp"
#include "sim/contender/packet_size.hpp"

namespace acklab::contender {
namespace {

/// What a contender sends when it sends as much as it can at once.
struct FullPacket {
  std::uint32_t payload_bytes = 0;
  DatagramSize size;
};

FullPacket full_packet(const RunRequest& request) {
  switch (request.contender.kind) {
    case Kind::udp: {
      const auto message_bytes = std::get<workload::Bulk>(request.workload).message_bytes;
      return {message_bytes, size_on_link(message_bytes, request.path, request.ip_version)};
    }
    case Kind::reliable_udp: {
      const CarriageKind carriage = request.contender.carriage;
      std::uint32_t payload = reliable_payload_bytes(request.contender, request.ip_version);
      const std::uint32_t header =
          tcp_header_bytes + reliable_segment_bytes(carriage, request.ip_version) - payload;
      if (!request.contender.mechanisms.promise_one_stream()) {
        // A segment then holds one message, or a part of one.
        payload = std::min(payload, std::get<workload::Bulk>(request.workload).message_bytes);
      }
      const DatagramSize size =
          carriage == CarriageKind::ip
              ? DatagramSize{ip_header_bytes(request.ip_version) + header + payload, 1}
              : size_on_link(header + payload, request.path, request.ip_version);
      return {payload, size};
    }
    case Kind::kernel_tcp:
      return {
          mtu_bytes - ip_header_bytes(request.ip_version) - tcp_header_bytes - tcp_timestamps_bytes,
          {mtu_bytes, 1}};
  }
  return {};
}

}  // namespace

std::optional<double> goodput_limit(const RunRequest& request) {
  const link::DirectionSettings& forward = request.link.forward;
  if (!forward.rate) return std::nullopt;
  const FullPacket full = full_packet(request);
  const double duplicate = forward.duplicate.as_double();
  const double corrupt = forward.corrupt.probability.as_double();
  // A packet helps when one of its copies, or the only one, is whole; every copy takes its time.
  const double packet_whole = 1 - corrupt * (1 - duplicate * (1 - corrupt));
  double whole = 1;
  for (std::uint32_t packet = 0; packet < full.size.packets; ++packet) whole *= packet_whole;
  return static_cast<double>(forward.rate->bits_per_s()) * full.payload_bytes / full.size.ip_bytes *
         whole / (1 + duplicate);
}

}  // namespace acklab::contender
