#include "sim/contender/port_sender.hpp"

#include <algorithm>

namespace acklab::contender {
namespace {

/// How soon it tries again where the system had no room, and how long it sleeps at least.
constexpr Duration try_again_after = std::chrono::microseconds{200};

}  // namespace

PortSender::~PortSender() {
  if (timer_) loop_.cancel(*timer_);
}

void PortSender::work() {
  timer_.reset();
  const Instant now = loop_.now();
  while (true) {
    if (!unsent_) unsent_ = actor_.poll_transmit(now);
    if (!unsent_ || !send(*unsent_)) break;
    unsent_.reset();
  }
  std::optional<Instant> next = actor_.next_timeout();
  if (unsent_) next = now;
  if (next) timer_ = loop_.call_at(std::max(*next, now + try_again_after), [this] { work(); });
}

bool PortSender::send(const OutgoingDatagram& datagram) {
  const auto sent = port_.send(datagram);
  last_activity_ = loop_.now();
  if (sent) return *sent;
  actor_.handle_refusal(last_activity_, datagram, sent.error().code);
  return true;
}

}  // namespace acklab::contender
