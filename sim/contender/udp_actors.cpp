#include "sim/contender/udp_actors.hpp"

#include <utility>

#include "sim/contender/packet_size.hpp"

namespace acklab::contender {

UdpSender::UdpSender(std::unique_ptr<workload::MessageApplication> application, BitRate rate,
                     path::PathKind path, path::IpVersion version)
    : application_(std::move(application)), pacer_(rate), path_(path), ip_version_(version) {}

void UdpSender::start(Instant now, const SocketAddress& to) {
  to_ = to;
  pacer_.start(now);
  started_ = true;
}

void UdpSender::handle_datagram(Instant now, const SocketAddress&, ByteView payload) {
  application_->handle_message(now, payload);
}

std::optional<Instant> UdpSender::next_timeout() const {
  if (!started_ || application_->finished()) return std::nullopt;
  return pacer_.next();
}

std::optional<OutgoingDatagram> UdpSender::poll_transmit(Instant now) {
  if (!started_ || pacer_.next() > now) return std::nullopt;
  auto message = application_->poll_message(now);
  if (!message) return std::nullopt;
  const auto payload_bytes = static_cast<std::uint32_t>(message->size());
  pacer_.note_sent(now, size_on_link(payload_bytes, path_, ip_version_).ip_bytes);
  return OutgoingDatagram{to_, std::move(*message)};
}

UdpReceiver::UdpReceiver(std::unique_ptr<workload::MessageApplication> application)
    : application_(std::move(application)) {}

void UdpReceiver::handle_datagram(Instant now, const SocketAddress&, ByteView payload) {
  application_->handle_message(now, payload);
}

}  // namespace acklab::contender
