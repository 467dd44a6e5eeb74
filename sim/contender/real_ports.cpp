#include "sim/contender/real_ports.hpp"

#include <utility>

namespace acklab::contender {
namespace {

constexpr std::uint32_t socket_buffer_bytes = 4U << 20U;

Expected<socket::UdpSocket, path::PathError> open_socket(path::RealPath& path, path::Host host,
                                                         bool is_ours, std::size_t flow) {
  return is_ours ? path.open_udp_without_checksum(host, flow) : path.open_udp(host, flow);
}

}  // namespace

const workload::SlowReader* slow_udp_reader(const RunRequest& request) {
  if (request.contender.kind != Kind::udp) return nullptr;
  return std::get_if<workload::SlowReader>(&request.workload);
}

Expected<Port, path::PathError> open_port(path::RealPath& path, path::Host host,
                                          const RunRequest& request, std::size_t flow) {
  const Spec& contender = request.contender;
  if (contender.carriage == CarriageKind::ip) return path.open_packets(host);
  const bool is_ours = contender.kind == Kind::reliable_udp;
  auto opened = open_socket(path, host, is_ours, flow);
  if (!opened) return failure(opened.error());
  if (const auto* reader = slow_udp_reader(request);
      reader != nullptr && host == path::Host::server) {
    // What it has no room for is lost: that is what the job is about.
    if (reader->receive_buffer_bytes) {
      const auto set = opened->set_receive_buffer_bytes(*reader->receive_buffer_bytes);
      if (!set) {
        return failure(path::PathError{.reason = to_string(set.error()),
                                       .remedy = "Leave out \"receive_buffer\"."});
      }
    }
  } else {
    opened->request_buffer_bytes(socket_buffer_bytes, socket_buffer_bytes);
  }
  // Our transport cuts segments to size itself; plain UDP leaves large messages to IP.
  if (const auto set = opened->set_dont_fragment(is_ours); !set) {
    return failure(
        path::PathError{.reason = to_string(set.error()),
                        .remedy = "Run `acklab doctor` to see what this machine allows."});
  }
  if (contender.connected && host == path::Host::client) {
    if (const auto done = opened->connect(path.server_udp_address(flow)); !done) {
      return failure(
          path::PathError{.reason = to_string(done.error()), .remedy = "Leave out \"connected\"."});
    }
  }
  return std::make_unique<socket::UdpSocket>(*std::move(opened));
}

}  // namespace acklab::contender
