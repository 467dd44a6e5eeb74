#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/idle.hpp"

namespace acklab::workload {

/// Says a line in a datagram, waits for the answer as long as a read may, is quiet, and does so
/// again.
class IdleMessageClient final : public MessageApplication {
 public:
  IdleMessageClient(const Idle& idle, Books& books)
      : idle_(idle), books_(books), log_(books.log<IdleLog>()) {}

  void start(Instant now) override;
  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return lines_ == idle_lines && !listening_; }

 private:
  const Idle idle_;
  Books& books_;
  IdleLog& log_;
  std::uint64_t lines_ = 0;  // said
  bool listening_ = false;
  Instant wake_at_{};  // when the next line is due, or the wait for the answer ends
};

/// Answers each line with one as long, unless nobody is there, or not any more.
class IdleMessageServer final : public MessageApplication {
 public:
  IdleMessageServer(const Idle& idle, Books& books)
      : idle_(idle), books_(books), log_(books.log<IdleLog>()) {}

  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return due_at_; }
  [[nodiscard]] bool finished() const override { return !due_at_; }

 private:
  const Idle idle_;
  Books& books_;
  IdleLog& log_;
  std::optional<Instant> gone_at_;
  std::optional<Instant> due_at_;  // of the answer
  std::uint64_t due_ = 0;          // its number
};

}  // namespace acklab::workload
