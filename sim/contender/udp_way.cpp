#include "sim/contender/udp_way.hpp"

#include <utility>
#include <variant>

#include "sim/contender/packet_size.hpp"

namespace acklab::contender {
namespace {

BitRate sending_rate(const RunRequest& request) {
  if (request.contender.udp_rate) return *request.contender.udp_rate;
  const auto& bulk = std::get<workload::Bulk>(request.workload);
  const DatagramSize size =
      size_on_link(bulk.message_bytes, request.path, request.ip_version, request.link.forward.mtu);
  return link::nominal_rate(request.link.forward.rate, size.ip_bytes / size.line_packets)
      .value_or(default_udp_rate);
}

UdpSender::SizeOnLink size_by(const RunRequest& request) {
  return [path = request.path, version = request.ip_version,
          mtu = request.link.forward.mtu](std::uint32_t payload_bytes) {
    return size_on_link(payload_bytes, path, version, mtu).ip_bytes;
  };
}

}  // namespace

UdpWay::UdpWay(const RunRequest& request, workload::Ledger& ledger)
    : UdpWay(request, workload::make_message_sides(request.workload, ledger)) {}

UdpWay::UdpWay(const RunRequest& request, workload::Sides<workload::MessageApplication> sides)
    : sender_(std::move(sides.client), sending_rate(request), size_by(request)),
      receiver_(std::move(sides.server)) {
  if (request.contender.ecn) sender_.mark({.ecn = static_cast<std::uint8_t>(link::Ecn::ect_0)});
}

/// UDP itself discards nothing; the kernel's may, see RealPath.
void UdpWay::report(RunResult& result, Instant) const {
  result.cost.discarded_corrupted = 0;
}

}  // namespace acklab::contender
