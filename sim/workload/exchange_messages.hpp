#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/exchange.hpp"

namespace acklab::workload {

/// Asks with a datagram, or with copies of it, and waits for the answer until the timeout; then
/// asks again, as often as it may, or goes on with the next.
class ExchangeMessageClient final : public MessageApplication {
 public:
  ExchangeMessageClient(const Exchange& exchange, Books& books)
      : exchange_(exchange), books_(books), log_(books.log<ExchangeLog>()) {}

  void start(Instant now) override { next_at_ = now; }
  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return number_ == exchange_.count; }

 private:
  void end_exchange(Instant now);
  void note_timeout(Instant now);
  void ask(Instant now);

  const Exchange exchange_;
  Books& books_;
  ExchangeLog& log_;
  std::uint64_t number_ = 0;  // of the exchange under way, or the next
  bool asking_ = false;
  std::uint32_t unsent_copies_ = 0;  // of the request
  std::uint32_t retries_left_ = 0;
  Instant next_at_{};  // asking: when the timeout comes; else when the next exchange is wanted
};

/// Answers each request after the time to think, with as many copies as the client sends. Where
/// there are copies, it knows those of a request it has had; otherwise a request that comes again,
/// because the client asked again or the network made two of one, is answered again.
class ExchangeMessageServer final : public MessageApplication {
 public:
  ExchangeMessageServer(const Exchange& exchange, Books& books)
      : exchange_(exchange), books_(books) {}

  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return due_.empty(); }

 private:
  struct Due {
    std::uint64_t number = 0;
    Instant at{};
    std::uint32_t copies = 1;
  };

  const Exchange exchange_;
  Books& books_;
  std::deque<Due> due_;
};

}  // namespace acklab::workload
