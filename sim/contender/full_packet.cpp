#include "sim/contender/full_packet.hpp"

#include <algorithm>
#include <variant>

namespace acklab::contender {
namespace {

/// A packet that the host made, as the link's MTU leaves it.
DatagramSize on_line(DatagramSize whole, const RunRequest& request) {
  const auto& mtu = request.link.forward.mtu;
  if (!link::cuts_large_packets(mtu)) return whole;
  const auto cut = link::fragments_of(whole.ip_bytes, mtu->bytes, request.ip_version);
  return {cut.ip_bytes, 1, cut.count};
}

}  // namespace

FullPacket full_packet(const RunRequest& request) {
  const auto& forward_mtu = request.link.forward.mtu;
  switch (request.contender.kind) {
    case Kind::udp: {
      const std::uint32_t message_bytes = workload::largest_messages(request.workload).there;
      return {message_bytes,
              size_on_link(message_bytes, request.path, request.ip_version, forward_mtu)};
    }
    case Kind::reliable_udp: {
      const CarriageKind carriage = request.contender.carriage;
      std::uint32_t payload = reliable_payload_bytes(request.contender, request.ip_version);
      const std::uint32_t header = tcp_header_bytes + reliable_option_bytes(request.contender);
      if (!request.contender.mechanisms.promise_one_stream()) {
        // A segment then holds one message, or a part of one.
        payload = std::min(payload, workload::largest_messages(request.workload).there);
      }
      const DatagramSize size =
          carriage == CarriageKind::ip
              ? on_line({ip_header_bytes(request.ip_version) + header + payload}, request)
              : size_on_link(header + payload, request.path, request.ip_version, forward_mtu);
      return {payload, size};
    }
    case Kind::kernel_tcp: {
      const std::uint32_t headers = ip_header_bytes(request.ip_version) + tcp_header_bytes;
      const std::uint32_t fits = mtu_bytes - headers;
      const std::uint32_t segment =
          std::min(fits, std::uint32_t{request.contender.tuning.max_segment_bytes.value_or(fits)});
      const std::uint32_t options =
          request.contender.mechanisms.timestamps ? tcp_timestamps_bytes : 0;
      return {segment - options, on_line({headers + segment}, request)};
    }
  }
  return {};
}

}  // namespace acklab::contender
