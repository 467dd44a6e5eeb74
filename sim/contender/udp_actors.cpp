#include "sim/contender/udp_actors.hpp"

#include <utility>

namespace acklab::contender {

UdpSender::UdpSender(std::unique_ptr<workload::MessageApplication> application, BitRate rate,
                     SizeOnLink size_on_link)
    : application_(std::move(application)), pacer_(rate), size_on_link_(std::move(size_on_link)) {}

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
  pacer_.note_sent(now, size_on_link_(payload_bytes));
  return OutgoingDatagram{to_, std::move(*message), marks_};
}

UdpReceiver::UdpReceiver(std::unique_ptr<workload::MessageApplication> application)
    : application_(std::move(application)) {}

void UdpReceiver::handle_datagram(Instant now, const SocketAddress&, ByteView payload) {
  application_->handle_message(now, payload);
}

}  // namespace acklab::contender
