#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/socket/reliable_client.hpp"
#include "net/socket/reliable_listener.hpp"

// As much of HTTP (RFC 9112) as two real programs need of the other side.
namespace acklab::test {

/// Serves one file under "/file", each connection one request.
class HttpServer {
 public:
  explicit HttpServer(Bytes file) : file_(std::move(file)) {}
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// For ReliableListener: answers on this connection.
  void serve(socket::ReliableConnection& connection);

  [[nodiscard]] std::size_t requests() const { return requests_; }
  /// How the connections so far have ended.
  [[nodiscard]] const std::vector<transport::CloseReport>& endings() const { return endings_; }

 private:
  struct Answer {
    std::string request;
    Bytes head;
    std::size_t sent = 0;  // of head and file
    bool has_body = false;
  };
  void read_request(socket::ReliableConnection& connection, Answer& answer);
  void send_more(socket::ReliableConnection& connection, Answer& answer) const;

  Bytes file_;
  std::size_t requests_ = 0;
  std::vector<transport::CloseReport> endings_;
};

/// Asks for one file.
class HttpFetch {
 public:
  explicit HttpFetch(std::string host, std::string target)
      : host_(std::move(host)), target_(std::move(target)) {}
  HttpFetch(const HttpFetch&) = delete;
  HttpFetch& operator=(const HttpFetch&) = delete;

  [[nodiscard]] socket::ReliableCallbacks callbacks(
      const std::shared_ptr<socket::ReliableClient*>& client);

  [[nodiscard]] const std::optional<transport::CloseReport>& ended() const { return ended_; }
  [[nodiscard]] bool has_all() const { return complete_; }
  /// The first line of the answer, and what follows its header.
  [[nodiscard]] std::string status_line() const;
  [[nodiscard]] ByteView body() const;

 private:
  [[nodiscard]] std::optional<std::size_t> body_start() const;

  std::string host_;
  std::string target_;
  Bytes answer_;
  bool complete_ = false;
  std::optional<transport::CloseReport> ended_;
};

}  // namespace acklab::test
