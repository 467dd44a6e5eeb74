#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/pattern_steps.hpp"

namespace acklab::workload {

/// Goes through its steps: a write is a datagram, a read waits for the answer or for the timeout.
class PatternMessageClient final : public MessageApplication {
 public:
  PatternMessageClient(const WritePattern& pattern, Books& books)
      : pattern_(pattern), books_(books), log_(books.log<PatternLog>()) {}

  void start(Instant now) override { wake_at_ = now; }
  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  void note_refused(Instant) override { books_.there.take_back(written_ - 1); }
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return round_ == pattern_.repeat; }

 private:
  void end_step(Instant now);

  const WritePattern pattern_;
  Books& books_;
  PatternLog& log_;
  std::uint64_t round_ = 0;
  std::size_t step_ = 0;
  std::optional<Instant> round_begun_;
  Instant wake_at_{};           // when the step under way ends by itself
  bool waiting_ = false;        // the step under way is a pause or a read that has begun
  std::uint64_t written_ = 0;   // records
  std::uint64_t expected_ = 0;  // the answer to wait for, or the next
  bool has_expected_ = false;   // it came before anybody waited for it
};

/// Answers the last write before each read.
class PatternMessageServer final : public MessageApplication {
 public:
  PatternMessageServer(const WritePattern& pattern, Books& books)
      : round_(pattern), books_(books), log_(books.log<PatternLog>()) {}

  void handle_message(Instant now, ByteView message) override;
  std::optional<Bytes> poll_message(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    return due_.empty() ? std::nullopt : std::optional{Instant::min()};
  }
  [[nodiscard]] bool finished() const override { return due_.empty(); }

 private:
  const PatternRound round_;
  Books& books_;
  PatternLog& log_;
  std::deque<std::uint64_t> due_;  // answers
};

}  // namespace acklab::workload
