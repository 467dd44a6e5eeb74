#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "net/base/datagram_actor.hpp"
#include "net/transport/endpoint.hpp"

namespace acklab::bench {

inline constexpr std::uint16_t bench_port = 7000;

[[nodiscard]] inline transport::EndpointConfig bench_endpoint(
    const transport::ConnectionConfig& accepted, std::uint64_t secret) {
  transport::EndpointConfig config;
  config.secret = secret;
  config.accepted = accepted;
  return config;
}

/// One end of the transport benchmark: an endpoint whose connections all do the same, endlessly.
class BenchHost : public DatagramActor {
 public:
  explicit BenchHost(const transport::EndpointConfig& config) : endpoint_(config) {}

  void listen() { endpoint_.listen(bench_port); }
  transport::ConnectionId connect(Instant now, const SocketAddress& to,
                                  const transport::ConnectionConfig& config) {
    return endpoint_.connect(now, to, bench_port, config);
  }

  [[nodiscard]] const transport::Connection* find(transport::ConnectionId id) const {
    return endpoint_.find(id);
  }
  /// The connections in the order in which they were established.
  [[nodiscard]] const std::vector<transport::ConnectionId>& established() const {
    return established_;
  }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant now) override;
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;

 protected:
  /// Something happened to the connection, which is open: it is connected, has something to read,
  /// or room to write.
  virtual void serve(Instant now, transport::ConnectionId id,
                     transport::Connection& connection) = 0;
  /// When serve_due wants to run; nothing: never.
  [[nodiscard]] virtual std::optional<Instant> next_own_timeout() const { return std::nullopt; }
  virtual void serve_due(Instant) {}
  [[nodiscard]] transport::Connection* connection(transport::ConnectionId id) {
    return endpoint_.find(id);
  }

 private:
  bool take_events(Instant now);

  mutable transport::Endpoint endpoint_;  // find() changes nothing, but hands out what may change
  std::vector<transport::ConnectionId> established_;
};

/// Writes without end on every connection.
class EndlessSender final : public BenchHost {
 public:
  using BenchHost::BenchHost;

 private:
  void serve(Instant now, transport::ConnectionId id, transport::Connection& connection) override;
};

/// Reads whatever comes and counts it.
class CountingReceiver final : public BenchHost {
 public:
  using BenchHost::BenchHost;
  /// By connection, in the order of their ports at the sender.
  [[nodiscard]] std::uint64_t bytes_of(std::uint16_t sender_port) const;

 private:
  void serve(Instant now, transport::ConnectionId id, transport::Connection& connection) override;
  std::map<std::uint16_t, std::uint64_t> bytes_;
};

/// Answers each request of `message_bytes` with as many bytes.
class Answerer final : public BenchHost {
 public:
  Answerer(const transport::EndpointConfig& config, std::uint64_t message_bytes)
      : BenchHost(config), message_bytes_(message_bytes) {}

 private:
  void serve(Instant now, transport::ConnectionId id, transport::Connection& connection) override;
  std::uint64_t message_bytes_;
  std::uint64_t unanswered_bytes_ = 0;
};

/// Asks, waits for the whole answer, pauses, asks again; keeps how long each answer took.
class Asker final : public BenchHost {
 public:
  Asker(const transport::EndpointConfig& config, std::uint64_t message_bytes, Duration pause)
      : BenchHost(config), message_bytes_(message_bytes), pause_(pause) {}

  [[nodiscard]] const std::vector<Duration>& answers() const { return answers_; }

 private:
  void serve(Instant now, transport::ConnectionId id, transport::Connection& connection) override;
  [[nodiscard]] std::optional<Instant> next_own_timeout() const override { return next_question_; }
  void serve_due(Instant now) override;

  std::uint64_t message_bytes_;
  Duration pause_;
  std::optional<transport::ConnectionId> id_;
  std::optional<Instant> asked_;
  std::optional<Instant> next_question_;
  std::uint64_t answered_bytes_ = 0;
  std::vector<Duration> answers_;
};

}  // namespace acklab::bench
