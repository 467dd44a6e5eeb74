#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/exchange.hpp"

namespace acklab::workload {

/// Asks, reads the answer, waits for the gap, asks again; on one connection or on one for each.
class ExchangeStreamClient final : public StreamApplication {
 public:
  ExchangeStreamClient(const Exchange& exchange, Books& books)
      : exchange_(exchange), books_(books), log_(books.log<ExchangeLog>()) {}

  void begin_connection(Instant now) override;
  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool wants_next_connection(Instant now) const override;
  /// All is answered, and on the last connection the server has closed too.
  [[nodiscard]] bool finished() const override { return peer_closed_; }

 private:
  [[nodiscard]] bool all_done() const { return done_ == exchange_.count; }
  [[nodiscard]] bool uses_one_connection() const {
    return exchange_.connection == ConnectionUse::kept;
  }
  void begin(Instant now);
  void write_request(Instant now, ByteStream& stream);
  void read_answer(Instant now, ByteStream& stream);
  void finish(Instant now, ByteStream& stream);
  void close(Instant now, ByteStream& stream);

  const Exchange exchange_;
  Books& books_;
  ExchangeLog& log_;
  std::optional<Instant> opened_;  // the connection, as long as it is not established
  bool closed_ = false;
  bool peer_closed_ = false;
  bool asking_ = false;  // an exchange is under way
  std::uint64_t done_ = 0;
  Instant next_at_{};  // when the next is wanted
  Bytes request_;
  std::size_t written_ = 0;
  std::uint64_t answered_bytes_ = 0;
};

/// Answers each whole request after the time to think.
class ExchangeStreamServer final : public StreamApplication {
 public:
  ExchangeStreamServer(const Exchange& exchange, Books& books);

  void begin_connection(Instant now) override;
  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool wants_next_connection(Instant now) const override;
  [[nodiscard]] bool finished() const override { return closed_ && is_last_connection(); }

 private:
  [[nodiscard]] bool uses_one_connection() const {
    return exchange_.connection == ConnectionUse::kept;
  }
  [[nodiscard]] bool is_last_connection() const {
    return uses_one_connection() || answered_ == exchange_.count;
  }
  void read_requests(Instant now, ByteStream& stream);
  void write_answers(Instant now, ByteStream& stream);
  /// False when the stream has no room for all of it for now.
  bool write_answer(Instant now, ByteStream& stream);

  const Exchange exchange_;
  Books& books_;
  Bytes buffer_;
  std::uint64_t request_bytes_ = 0;  // of the request that is coming in
  std::deque<Instant> due_;          // answers to whole requests
  Bytes answer_;                     // under way, from written_ on
  std::size_t written_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t answered_here_ = 0;  // on this connection
  bool closed_ = false;
};

}  // namespace acklab::workload
