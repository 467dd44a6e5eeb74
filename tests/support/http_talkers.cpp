#include "tests/support/http_talkers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace acklab::test {

namespace {

constexpr std::string_view end_of_header = "\r\n\r\n";

Bytes octets_of(std::string_view text) {
  return {text.begin(), text.end()};
}

void append_all(socket::ReliableConnection& connection, Bytes& into) {
  std::array<std::uint8_t, 65'536> buffer{};
  while (const std::size_t count = connection.read(buffer)) {
    into.insert(into.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

}  // namespace

void HttpServer::serve(socket::ReliableConnection& connection) {
  const auto answer = std::make_shared<Answer>();
  socket::ReliableCallbacks callbacks;
  callbacks.on_readable = [this, &connection, answer] { read_request(connection, *answer); };
  callbacks.on_writable = [this, &connection, answer] { send_more(connection, *answer); };
  callbacks.on_closed = [this](const transport::CloseReport& report) {
    endings_.push_back(report);
  };
  connection.set_callbacks(std::move(callbacks));
}

void HttpServer::read_request(socket::ReliableConnection& connection, Answer& answer) {
  Bytes received;
  append_all(connection, received);
  answer.request.append(received.begin(), received.end());
  if (!answer.head.empty() || answer.request.find(end_of_header) == std::string::npos) return;
  ++requests_;
  answer.has_body = answer.request.starts_with("GET /file HTTP/1.");
  answer.head = octets_of(
      answer.has_body ? fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                                    "Content-Length: {}\r\nConnection: close\r\n\r\n",
                                    file_.size())
                      : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  send_more(connection, answer);
}

void HttpServer::send_more(socket::ReliableConnection& connection, Answer& answer) const {
  if (answer.head.empty()) return;
  const std::size_t total = answer.head.size() + (answer.has_body ? file_.size() : 0);
  while (answer.sent < total) {
    const bool in_head = answer.sent < answer.head.size();
    const ByteView rest = in_head ? ByteView{answer.head}.subspan(answer.sent)
                                  : ByteView{file_}.subspan(answer.sent - answer.head.size());
    const std::size_t taken = connection.write(rest);
    answer.sent += taken;
    if (taken < rest.size()) return;
  }
  connection.close();
}

socket::ReliableCallbacks HttpFetch::callbacks(
    const std::shared_ptr<socket::ReliableClient*>& client) {
  socket::ReliableCallbacks callbacks;
  callbacks.on_connected = [this, client] {
    (*client)->connection().write(octets_of(
        fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", target_, host_)));
  };
  callbacks.on_readable = [this, client] {
    append_all((*client)->connection(), answer_);
    if (!(*client)->connection().end_of_stream()) return;
    complete_ = true;
    (*client)->connection().close();
  };
  callbacks.on_closed = [this](const transport::CloseReport& report) { ended_ = report; };
  return callbacks;
}

std::optional<std::size_t> HttpFetch::body_start() const {
  const auto found =
      std::search(answer_.begin(), answer_.end(), end_of_header.begin(), end_of_header.end());
  if (found == answer_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - answer_.begin()) + end_of_header.size();
}

std::string HttpFetch::status_line() const {
  const auto end = std::find(answer_.begin(), answer_.end(), '\r');
  return {answer_.begin(), end};
}

ByteView HttpFetch::body() const {
  const auto start = body_start();
  return start ? ByteView{answer_}.subspan(*start) : ByteView{};
}

}  // namespace acklab::test
