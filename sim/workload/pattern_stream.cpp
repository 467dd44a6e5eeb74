#include "sim/workload/pattern_stream.hpp"

#include <algorithm>
#include <array>

namespace acklab::workload {
namespace {

/// From one call to the next, so that the first has left before the second is made.
constexpr Duration call_takes = std::chrono::nanoseconds{1};
constexpr std::size_t pattern_read_bytes = std::size_t{64} << 10U;

void book(Ledger& ledger, Instant now, const ByteStream& stream, ByteView octets) {
  if (stream.keeps_writes_together()) {
    ledger.handle_message(now, octets);
  } else {
    ledger.handle_stream(now, octets);
  }
}

}  // namespace

void PatternStreamClient::progress(Instant now, ByteStream& stream) {
  if (!pausing_) wake_at_.reset();
  while (!all_done()) {
    if (!round_begun_) {
      round_begun_ = now;
      log_.note_round_begun();
    }
    const PatternStep& step = pattern_.steps[step_];
    if (!take_step(now, stream, step)) return;
    const bool has_written = step.kind == PatternStep::Kind::write;
    end_step(now);
    if (has_written && !all_done()) {
      wake_at_ = now + call_takes;
      return;
    }
  }
  finish(now, stream);
}

void PatternStreamClient::end_step(Instant now) {
  if (++step_ < pattern_.steps.size()) return;
  log_.note_round(now - *round_begun_);
  round_begun_.reset();
  step_ = 0;
  ++round_;
}

bool PatternStreamClient::take_step(Instant now, ByteStream& stream, const PatternStep& step) {
  switch (step.kind) {
    case PatternStep::Kind::write:
      return write(now, stream);
    case PatternStep::Kind::read:
      return read(now, stream, step.bytes);
    case PatternStep::Kind::pause:
      return pause(now, step.pause);
  }
  return true;
}

bool PatternStreamClient::write(Instant now, ByteStream& stream) {
  if (written_ == 0) books_.there.records().write(books_.there.sent(), record_);
  written_ += stream.write(now, ByteView{record_}.subspan(written_));
  if (written_ < record_.size()) return false;
  written_ = 0;
  books_.there.note_sent();
  log_.note_write();
  return true;
}

bool PatternStreamClient::read(Instant now, ByteStream& stream, std::uint32_t bytes) {
  std::array<std::uint8_t, 16'384> buffer{};
  while (read_bytes_ < bytes) {
    const std::size_t wanted = std::min<std::size_t>(buffer.size(), bytes - read_bytes_);
    const std::size_t count = stream.read(now, MutableByteView{buffer}.first(wanted));
    if (count == 0) return false;
    log_.note_read();
    book(*books_.back, now, stream, ByteView{buffer}.first(count));
    read_bytes_ += count;
  }
  read_bytes_ = 0;
  return true;
}

bool PatternStreamClient::pause(Instant now, Duration length) {
  if (!pausing_) wake_at_ = now + length;
  pausing_ = now < *wake_at_;
  if (!pausing_) wake_at_.reset();
  return !pausing_;
}

void PatternStreamClient::finish(Instant now, ByteStream& stream) {
  if (!closed_) {
    closed_ = true;
    stream.close(now);
  }
  std::array<std::uint8_t, 4096> unexpected;
  while (const std::size_t count = stream.read(now, unexpected)) {
    if (books_.back) book(*books_.back, now, stream, ByteView{unexpected}.first(count));
  }
  peer_closed_ = stream.end_of_stream();
}

PatternStreamServer::PatternStreamServer(const WritePattern& pattern, Books& books)
    : round_(pattern),
      answers_in_all_(round_.answers.size() * pattern.repeat),
      books_(books),
      log_(books.log<PatternLog>()),
      buffer_(pattern_read_bytes) {}

void PatternStreamServer::progress(Instant now, ByteStream& stream) {
  while (const std::size_t count = stream.read(now, buffer_)) {
    log_.note_read();
    received_ += count;
    book(books_.there, now, stream, ByteView{buffer_}.first(count));
  }
  while (owes_answer() && write_answer(now, stream)) {
  }
  if (closed_ || !stream.end_of_stream() || owes_answer()) return;
  closed_ = true;
  stream.close(now);
}

bool PatternStreamServer::owes_answer() const {
  if (answered_ == answers_in_all_) return false;
  const std::uint64_t rounds = answered_ / round_.answers.size();
  const std::size_t within = answered_ % round_.answers.size();
  return received_ >= rounds * round_.bytes + round_.bytes_before_answer[within];
}

bool PatternStreamServer::write_answer(Instant now, ByteStream& stream) {
  if (written_ == 0) books_.back->records().write(answered_, answer_);
  written_ += stream.write(now, ByteView{answer_}.subspan(written_));
  if (written_ < answer_.size()) return false;
  written_ = 0;
  books_.back->note_sent();
  log_.note_write();
  ++answered_;
  return true;
}

}  // namespace acklab::workload
