#include "sim/workload/idle_messages.hpp"

namespace acklab::workload {

void IdleMessageClient::start(Instant now) {
  log_.start(now);
  wake_at_ = now;
}

void IdleMessageClient::handle_message(Instant now, ByteView message) {
  const auto number = books_.back->handle_message(now, message);
  if (!listening_ || number != lines_ - 1) return;
  log_.note_answer();
  listening_ = false;
  wake_at_ = now + idle_.quiet;
}

std::optional<Bytes> IdleMessageClient::poll_message(Instant now) {
  if (now < wake_at_) return std::nullopt;
  if (listening_) {
    log_.note_read_timeout(0);
    listening_ = false;
    wake_at_ = now + idle_.quiet;
    return std::nullopt;
  }
  if (lines_ == idle_lines) return std::nullopt;
  Bytes line;
  books_.there.records().write(lines_, line);
  books_.there.note_sent();
  ++lines_;
  listening_ = true;
  wake_at_ = now + idle_.read_timeout;
  return line;
}

std::optional<Instant> IdleMessageClient::next_timeout() const {
  if (finished()) return std::nullopt;
  return wake_at_;
}

void IdleMessageServer::handle_message(Instant now, ByteView message) {
  if (idle_.server == ServerFate::absent || (gone_at_ && now >= *gone_at_)) return;
  const auto number = books_.there.handle_message(now, message);
  if (!number) return;
  due_ = *number;
  due_at_ = now;
  // A datagram cannot stop in its middle: all of it comes later.
  if (idle_.stop_in_answer && due_ + 1 == idle_lines) due_at_ = now + *idle_.stop_in_answer;
}

std::optional<Bytes> IdleMessageServer::poll_message(Instant now) {
  if (!due_at_ || now < *due_at_) return std::nullopt;
  due_at_.reset();
  Bytes answer;
  books_.back->records().write(due_, answer);
  books_.back->note_sent(due_);
  if (idle_.server == ServerFate::killed && !gone_at_) {
    gone_at_ = now + idle_.quiet / 2;
    log_.note_killed(*gone_at_);
  }
  return answer;
}

}  // namespace acklab::workload
