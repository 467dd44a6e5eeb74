#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/pattern_steps.hpp"

namespace acklab::workload {

/// Goes through its steps, each when the one before it is done. Between two writes its host gets
/// the chance to send, as a system does within each call.
class PatternStreamClient final : public StreamApplication {
 public:
  PatternStreamClient(const WritePattern& pattern, Books& books)
      : pattern_(pattern), books_(books), log_(books.log<PatternLog>()) {}

  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return wake_at_; }
  [[nodiscard]] bool finished() const override { return peer_closed_; }

 private:
  [[nodiscard]] bool all_done() const { return round_ == pattern_.repeat; }
  void end_step(Instant now);
  /// Whether the step is done.
  bool take_step(Instant now, ByteStream& stream, const PatternStep& step);
  bool write(Instant now, ByteStream& stream);
  bool read(Instant now, ByteStream& stream, std::uint32_t bytes);
  bool pause(Instant now, Duration length);
  void finish(Instant now, ByteStream& stream);

  const WritePattern pattern_;
  Books& books_;
  PatternLog& log_;
  std::uint64_t round_ = 0;
  std::size_t step_ = 0;
  std::optional<Instant> round_begun_;
  Bytes record_;  // of the write under way, from written_ on
  std::size_t written_ = 0;
  std::uint64_t read_bytes_ = 0;    // of the read under way
  std::optional<Instant> wake_at_;  // the end of the pause, or at once: a write is under way
  bool pausing_ = false;
  bool closed_ = false;
  bool peer_closed_ = false;
};

/// Answers as soon as it has all that was written before a read.
class PatternStreamServer final : public StreamApplication {
 public:
  PatternStreamServer(const WritePattern& pattern, Books& books);

  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] bool finished() const override { return closed_; }

 private:
  [[nodiscard]] bool owes_answer() const;
  /// False when the stream has no room for all of it for now.
  bool write_answer(Instant now, ByteStream& stream);

  const PatternRound round_;
  std::uint64_t answers_in_all_;
  Books& books_;
  PatternLog& log_;
  Bytes buffer_;
  std::uint64_t received_ = 0;
  std::uint64_t answered_ = 0;
  Bytes answer_;  // under way, from written_ on
  std::size_t written_ = 0;
  bool closed_ = false;
};

}  // namespace acklab::workload
