#include "net/socket/reliable_connection.hpp"

#include <utility>
#include <variant>

#include "net/socket/clock.hpp"
#include "net/socket/reliable_host.hpp"

namespace acklab::socket {

ReliableConnection::ReliableConnection(ReliableHost& host, transport::ConnectionId id,
                                       const SocketAddress& peer)
    : host_(host), id_(id), peer_(peer), callbacks_(std::make_shared<const ReliableCallbacks>()) {}

ReliableConnection::~ReliableConnection() = default;

void ReliableConnection::set_callbacks(ReliableCallbacks callbacks) {
  callbacks_ = std::make_shared<const ReliableCallbacks>(std::move(callbacks));
}

std::size_t ReliableConnection::write(ByteView bytes) {
  const std::size_t taken = host_.connection(id_).write(monotonic_now(), bytes);
  host_.changed();
  return taken;
}

std::size_t ReliableConnection::write_urgent(ByteView bytes) {
  const std::size_t taken = host_.connection(id_).write_urgent(monotonic_now(), bytes);
  host_.changed();
  return taken;
}

std::size_t ReliableConnection::read(MutableByteView into) {
  const std::size_t taken = host_.connection(id_).read(monotonic_now(), into);
  // Room in the receive buffer may be worth telling the peer.
  if (taken > 0) host_.changed();
  return taken;
}

Bytes ReliableConnection::read() {
  Bytes all(readable_bytes());
  all.resize(read(all));
  return all;
}

bool ReliableConnection::end_of_stream() const {
  return host_.connection(id_).end_of_stream();
}

void ReliableConnection::set_dscp(std::uint8_t dscp) {
  host_.connection(id_).set_dscp(dscp);
}

void ReliableConnection::close() {
  host_.connection(id_).close(monotonic_now());
  host_.changed();
}

void ReliableConnection::abort() {
  host_.connection(id_).abort(monotonic_now());
  host_.changed();
}

bool ReliableConnection::is_closed() const {
  return host_.connection(id_).is_closed();
}

std::size_t ReliableConnection::readable_bytes() const {
  return host_.connection(id_).readable_bytes();
}

std::size_t ReliableConnection::writable_bytes() const {
  return host_.connection(id_).writable_bytes();
}

std::uint64_t ReliableConnection::urgent_bytes_ahead() const {
  return host_.connection(id_).urgent_bytes_ahead();
}

std::uint64_t ReliableConnection::bytes_acknowledged() const {
  return host_.connection(id_).bytes_acknowledged();
}

transport::State ReliableConnection::state() const {
  return host_.connection(id_).state();
}

transport::Statistics ReliableConnection::statistics() const {
  return host_.connection(id_).statistics();
}

transport::Snapshot ReliableConnection::snapshot() const {
  return host_.connection(id_).snapshot();
}

void ReliableConnection::tell(const transport::ConnectionEvent& event) {
  // Held here: a callback may set others in its own place.
  const std::shared_ptr<const ReliableCallbacks> held = callbacks_;
  struct Teller {
    const ReliableCallbacks& callbacks;
    void operator()(const transport::Connected& /*event*/) const {
      if (callbacks.on_connected) callbacks.on_connected();
    }
    void operator()(const transport::Readable& /*event*/) const {
      if (callbacks.on_readable) callbacks.on_readable();
    }
    void operator()(const transport::Writable& /*event*/) const {
      if (callbacks.on_writable) callbacks.on_writable();
    }
    void operator()(const transport::UrgentData& /*event*/) const {
      if (callbacks.on_urgent) callbacks.on_urgent();
    }
    void operator()(const transport::Troubled& trouble) const {
      if (callbacks.on_troubled) callbacks.on_troubled(trouble);
    }
    void operator()(const transport::SoftError& report) const {
      if (callbacks.on_soft_error) callbacks.on_soft_error(report.error);
    }
    void operator()(const transport::Closed& closed) const {
      if (callbacks.on_closed) callbacks.on_closed(closed.report);
    }
  };
  std::visit(Teller{*held}, event);
}

}  // namespace acklab::socket
