#include "tests/bench/transport_hosts.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace acklab::bench {

void BenchHost::handle_datagram(Instant now, const SocketAddress& from, ByteView payload) {
  endpoint_.handle_datagram(now, from, payload);
  while (take_events(now)) {
  }
}

std::optional<Instant> BenchHost::next_timeout() const {
  const auto of_transport = endpoint_.next_timeout();
  const auto own = next_own_timeout();
  if (!of_transport || !own) return of_transport ? of_transport : own;
  return std::min(*of_transport, *own);
}

void BenchHost::handle_timeout(Instant now) {
  const auto own = next_own_timeout();
  if (own && *own <= now) serve_due(now);
  endpoint_.handle_timeout(now);
  while (take_events(now)) {
  }
}

std::optional<OutgoingDatagram> BenchHost::poll_transmit(Instant now) {
  if (auto datagram = endpoint_.poll_transmit(now)) return datagram;
  if (!take_events(now)) return std::nullopt;
  return endpoint_.poll_transmit(now);
}

bool BenchHost::take_events(Instant now) {
  bool any = false;
  while (const auto happened = endpoint_.poll_event()) {
    any = true;
    if (std::holds_alternative<transport::Connected>(happened->event)) {
      established_.push_back(happened->connection);
    }
    transport::Connection* const open = connection(happened->connection);
    if (open != nullptr && !open->is_closed()) serve(now, happened->connection, *open);
  }
  return any;
}

void EndlessSender::serve(Instant now, transport::ConnectionId, transport::Connection& connection) {
  static constexpr std::array<std::uint8_t, 65'536> zeros{};
  while (connection.write(now, zeros) == zeros.size()) {
  }
}

std::uint64_t CountingReceiver::bytes_of(std::uint16_t sender_port) const {
  const auto found = bytes_.find(sender_port);
  return found == bytes_.end() ? 0 : found->second;
}

void CountingReceiver::serve(Instant now, transport::ConnectionId,
                             transport::Connection& connection) {
  std::array<std::uint8_t, 65'536> into;
  while (const std::size_t count = connection.read(now, into)) {
    bytes_[connection.ports().remote] += count;
  }
}

void Answerer::serve(Instant now, transport::ConnectionId, transport::Connection& connection) {
  Bytes message(message_bytes_);
  while (const std::size_t count = connection.read(now, message)) unanswered_bytes_ += count;
  while (unanswered_bytes_ >= message_bytes_) {
    unanswered_bytes_ -= message_bytes_;
    connection.write(now, message);
  }
}

void Asker::serve(Instant now, transport::ConnectionId id, transport::Connection& connection) {
  if (!id_) {
    id_ = id;
    next_question_ = now;
  }
  Bytes message(message_bytes_);
  while (const std::size_t count = connection.read(now, message)) answered_bytes_ += count;
  if (!asked_ || answered_bytes_ < message_bytes_) return;
  answered_bytes_ -= message_bytes_;
  answers_.push_back(now - *asked_);
  asked_.reset();
  next_question_ = now + pause_;
}

void Asker::serve_due(Instant now) {
  next_question_.reset();
  transport::Connection* const open = connection(*id_);
  if (open == nullptr || open->is_closed()) return;
  asked_ = now;
  open->write(now, Bytes(message_bytes_));
}

}  // namespace acklab::bench
