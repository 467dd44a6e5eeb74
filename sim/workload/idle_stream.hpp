#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/idle.hpp"

namespace acklab::workload {

/// Says a line, reads the answer, is quiet, says another, reads the answer, and closes.
class IdleStreamClient final : public StreamApplication {
 public:
  IdleStreamClient(const Idle& idle, Books& books)
      : idle_(idle), books_(books), log_(books.log<IdleLog>()) {}

  void begin_connection(Instant now) override { log_.start(now); }
  void progress(Instant now, ByteStream& stream) override;
  void note_lost(Instant now) override { log_.note_lost(now); }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return wake_at_; }
  [[nodiscard]] bool finished() const override { return peer_closed_; }

 private:
  void say(Instant now, ByteStream& stream);
  void listen(Instant now, ByteStream& stream);

  const Idle idle_;
  Books& books_;
  IdleLog& log_;
  Bytes line_;  // under way, from written_ on
  std::size_t written_ = 0;
  bool listening_ = false;
  std::uint64_t heard_ = 0;  // of the answer
  std::uint64_t answers_ = 0;
  std::optional<Instant> wake_at_;  // when the quiet ends, or a read has waited long enough
  bool closed_ = false;
  bool peer_closed_ = false;
};

/// Answers each line with one as long, unless it forgets the connection in the middle of the quiet.
class IdleStreamServer final : public StreamApplication {
 public:
  IdleStreamServer(const Idle& idle, Books& books)
      : idle_(idle), books_(books), log_(books.log<IdleLog>()) {}

  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return wake_at_; }
  [[nodiscard]] bool abandons_connection(Instant now) override;
  [[nodiscard]] bool finished() const override { return closed_; }

 private:
  /// False when there is no room for all of it, or it stops in its middle for now.
  bool answer(Instant now, ByteStream& stream);

  const Idle idle_;
  Books& books_;
  IdleLog& log_;
  std::uint64_t heard_ = 0;
  std::uint64_t answers_ = 0;
  Bytes line_;
  std::size_t written_ = 0;
  bool has_stopped_ = false;
  std::optional<Instant> wake_at_;  // when it goes on, or forgets
  bool is_gone_ = false;
  bool closed_ = false;
};

}  // namespace acklab::workload
