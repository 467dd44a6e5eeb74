#include "sim/contender/udp_way.hpp"

#include <utility>

#include "sim/contender/packet_size.hpp"

namespace acklab::contender {
namespace {

BitRate sending_rate(const RunRequest& request) {
  if (request.contender.udp_rate) return *request.contender.udp_rate;
  const std::uint32_t message_bytes = workload::largest_messages(request.workload).there;
  const DatagramSize size =
      size_on_link(message_bytes, request.path, request.ip_version, request.link.forward.mtu);
  return link::nominal_rate(request.link.forward.rate, size.ip_bytes / size.line_packets)
      .value_or(default_udp_rate);
}

/// Who sends all there is at once would flood the link; others send when their time has come.
std::optional<UdpPacing> pacing_of(const RunRequest& request) {
  if (!workload::sends_all_at_once(request.workload) && !request.contender.udp_rate) {
    return std::nullopt;
  }
  return UdpPacing{sending_rate(request),
                   [path = request.path, version = request.ip_version,
                    mtu = request.link.forward.mtu](std::uint32_t payload_bytes) {
                     return size_on_link(payload_bytes, path, version, mtu).ip_bytes;
                   }};
}

}  // namespace

UdpWay::UdpWay(const RunRequest& request, workload::Books& books)
    : UdpWay(request, workload::make_message_sides(request.workload, books)) {}

UdpWay::UdpWay(const RunRequest& request, workload::Sides<workload::MessageApplication> sides)
    : client_(std::move(sides.client), pacing_of(request)),
      server_(std::move(sides.server), std::nullopt) {
  const auto ect = static_cast<std::uint8_t>(link::Ecn::ect_0);
  if (!request.contender.ecn) return;
  client_.mark({.ecn = ect});
  server_.mark({.ecn = ect});
}

/// UDP itself discards nothing; the kernel's may, see RealPath.
void UdpWay::report(RunResult& result, Instant) const {
  result.cost.discarded_corrupted = 0;
  result.workload.sends = client_.sends();
}

}  // namespace acklab::contender
