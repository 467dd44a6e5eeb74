#include "tests/support/interop_talkers.hpp"

#include <array>

#include <fmt/format.h>

namespace acklab::test {

namespace {

constexpr std::uint8_t tcp_close = 7;  // TCP_CLOSE in Linux's tcp_states.h

}  // namespace

KernelTalker::~KernelTalker() {
  if (watched_) loop_.unwatch(socket_.fd());
}

void KernelTalker::connect(const SocketAddress& to) {
  if (const auto begun = socket_.connect(to); !begun) return note(begun.error());
  start();
}

std::uint16_t KernelTalker::local_port() const {
  return socket_.local_address().value_or(SocketAddress{}).port;
}

void KernelTalker::start() {
  watched_ = true;
  loop_.watch(socket_.fd(), true, [this](socket::Readiness) { on_ready(); });
}

void KernelTalker::on_ready() {
  if (!connected_) {
    const auto connected = socket_.connect_result();
    if (!connected && connected.error().code == std::errc::not_connected) return;
    if (!connected) return note(connected.error());
    connected_ = true;
  }
  write_more();
  if (!trouble_) read_all();
}

void KernelTalker::write_more() {
  if (sent_ == content_.size()) return;
  const auto taken = socket_.write(ByteView{content_}.subspan(sent_));
  if (!taken) return note(taken.error());
  sent_ += *taken;
  if (sent_ < content_.size()) return;
  socket_.shut_down_writing();
  loop_.want_writable(socket_.fd(), false);
}

void KernelTalker::read_all() {
  std::array<std::uint8_t, 65'536> buffer{};
  while (!ended_) {
    const auto count = socket_.read(buffer);
    if (!count) return note(count.error());
    if (!*count) return;
    ended_ = **count == 0;
    received_.insert(received_.end(), buffer.begin(),
                     buffer.begin() + static_cast<std::ptrdiff_t>(**count));
  }
  loop_.want_readable(socket_.fd(), false);
  if (sent_ == content_.size()) {
    loop_.unwatch(socket_.fd());
    watched_ = false;
  }
}

void KernelTalker::note(const socket::SocketError& error) {
  if (!trouble_) trouble_ = to_string(error);
  if (watched_) loop_.unwatch(socket_.fd());
  watched_ = false;
}

bool KernelTalker::is_closed() const {
  if (!ended_ || sent_ < content_.size()) return false;
  const auto info = socket_.info();
  return !info || info->state == tcp_close;
}

std::string KernelTalker::describe() const {
  const auto info = socket_.info();
  return fmt::format("kernel: sent {} of {}, received {}, {}ended, state {}{}", sent_,
                     content_.size(), received_.size(), ended_ ? "" : "not ",
                     info ? int{info->state} : -1, trouble_ ? ", " + *trouble_ : "");
}

void OwnTalker::start(socket::ReliableConnection& connection, bool connected) {
  connection_ = &connection;
  socket::ReliableCallbacks callbacks;
  callbacks.on_connected = [this] { write_more(); };
  callbacks.on_writable = [this] { write_more(); };
  callbacks.on_readable = [this] { read_all(); };
  callbacks.on_closed = [this](const transport::CloseReport& report) {
    report_ = report;
    connection_ = nullptr;
  };
  connection.set_callbacks(std::move(callbacks));
  if (connected) write_more();
}

void OwnTalker::write_more() {
  if (sent_ == content_.size()) return;
  sent_ += connection_->write(ByteView{content_}.subspan(sent_));
  if (sent_ == content_.size()) connection_->close();
}

void OwnTalker::read_all() {
  std::array<std::uint8_t, 65'536> buffer{};
  while (const std::size_t count = connection_->read(buffer)) {
    received_.insert(received_.end(), buffer.begin(),
                     buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
  ended_ = connection_->end_of_stream();
}

bool OwnTalker::is_closed() const {
  if (report_) return true;
  return connection_ != nullptr && connection_->state() == transport::State::time_wait;
}

std::string OwnTalker::describe() const {
  std::string end = "before the connection";
  if (report_) end = transport::to_string(report_->reason);
  if (connection_ != nullptr) end = transport::to_string(connection_->state());
  return fmt::format("ours: sent {} of {}, received {}, {}ended, {}", sent_, content_.size(),
                     received_.size(), ended_ ? "" : "not ", end);
}

}  // namespace acklab::test
