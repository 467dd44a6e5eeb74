#include "sim/contender/udp_host.hpp"

#include <algorithm>
#include <utility>

namespace acklab::contender {

UdpHost::UdpHost(std::unique_ptr<workload::MessageApplication> application,
                 std::optional<UdpPacing> pacing)
    : application_(std::move(application)), pacing_(std::move(pacing)) {}

void UdpHost::start(Instant now, const SocketAddress& to) {
  peer_ = to;
  if (pacing_) pacer_.emplace(pacing_->rate).start(now);
  application_->start(now);
}

void UdpHost::handle_datagram(Instant now, const SocketAddress& from, ByteView payload) {
  if (!peer_) peer_ = from;
  application_->handle_message(now, payload);
}

std::optional<Instant> UdpHost::next_timeout() const {
  if (!peer_) return std::nullopt;
  const auto of_application = application_->next_timeout();
  if (!of_application || !pacer_) return of_application;
  return std::max(*of_application, pacer_->next());
}

std::optional<OutgoingDatagram> UdpHost::poll_transmit(Instant now) {
  if (!peer_ || (pacer_ && pacer_->next() > now)) return std::nullopt;
  auto message = application_->poll_message(now);
  if (!message) return std::nullopt;
  const auto payload_bytes = static_cast<std::uint32_t>(message->size());
  if (pacer_) pacer_->note_sent(now, pacing_->size_on_link(payload_bytes));
  sends_.note_call(payload_bytes);
  return OutgoingDatagram{*peer_, std::move(*message), marks_};
}

void UdpHost::handle_refusal(Instant now, const OutgoingDatagram&, const std::error_code& why) {
  sends_.note_refused(why);
  application_->note_refused(now);
}

}  // namespace acklab::contender
