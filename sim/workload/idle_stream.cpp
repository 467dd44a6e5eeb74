#include "sim/workload/idle_stream.hpp"

#include <array>

namespace acklab::workload {

void IdleStreamClient::progress(Instant now, ByteStream& stream) {
  const bool is_quiet = answers_ > 0 && !listening_ && written_ == 0;
  if (answers_ == idle_lines) {
    if (!closed_) stream.close(now);
    closed_ = true;
  } else if (!listening_ && !(is_quiet && wake_at_ && now < *wake_at_)) {
    say(now, stream);
  }
  listen(now, stream);
  if (closed_) peer_closed_ = stream.end_of_stream();
}

void IdleStreamClient::say(Instant now, ByteStream& stream) {
  wake_at_.reset();
  if (written_ == 0) books_.there.records().write(answers_, line_);
  written_ += stream.write(now, ByteView{line_}.subspan(written_));
  if (written_ < line_.size()) return;
  written_ = 0;
  books_.there.note_sent();
  listening_ = true;
  heard_ = 0;
  wake_at_ = now + idle_.read_timeout;
}

void IdleStreamClient::listen(Instant now, ByteStream& stream) {
  std::array<std::uint8_t, 4096> buffer{};
  while (const std::size_t count = stream.read(now, buffer)) {
    heard_ += count;
    books_.back->handle_stream(now, ByteView{buffer}.first(count));
  }
  if (!listening_) return;
  if (heard_ >= idle_.line_bytes) {
    listening_ = false;
    log_.note_answer();
    ++answers_;
    wake_at_ = now + idle_.quiet;
    if (answers_ == idle_lines) {
      stream.close(now);
      closed_ = true;
      wake_at_.reset();
    }
  } else if (wake_at_ && now >= *wake_at_) {
    // What has come stays with whoever reads; the next read goes on from there.
    log_.note_read_timeout(heard_);
    wake_at_ = now + idle_.read_timeout;
  }
}

void IdleStreamServer::progress(Instant now, ByteStream& stream) {
  std::array<std::uint8_t, 4096> buffer{};
  while (const std::size_t count = stream.read(now, buffer)) {
    heard_ += count;
    books_.there.handle_stream(now, ByteView{buffer}.first(count));
  }
  while (answers_ < idle_lines && heard_ >= (answers_ + 1) * idle_.line_bytes) {
    if (!answer(now, stream)) return;
  }
  if (closed_ || !stream.end_of_stream()) return;
  closed_ = true;
  stream.close(now);
}

bool IdleStreamServer::answer(Instant now, ByteStream& stream) {
  if (written_ == 0) books_.back->records().write(answers_, line_);
  const bool stops = idle_.stop_in_answer && answers_ + 1 == idle_lines;
  std::size_t until = line_.size();
  if (stops && (!has_stopped_ || (wake_at_ && now < *wake_at_))) until /= 2;
  written_ += stream.write(now, ByteView{line_}.first(until).subspan(written_));
  if (written_ < until) return false;
  if (until < line_.size()) {
    if (!has_stopped_) wake_at_ = now + *idle_.stop_in_answer;
    has_stopped_ = true;
    return false;
  }
  written_ = 0;
  wake_at_.reset();
  books_.back->note_sent();
  ++answers_;
  if (idle_.server == ServerFate::killed && answers_ == 1) wake_at_ = now + idle_.quiet / 2;
  return true;
}

bool IdleStreamServer::abandons_connection(Instant now) {
  if (idle_.server != ServerFate::killed || is_gone_ || answers_ == 0 || !wake_at_) return false;
  if (now < *wake_at_) return false;
  is_gone_ = true;
  wake_at_.reset();
  log_.note_killed(now);
  return true;
}

}  // namespace acklab::workload
