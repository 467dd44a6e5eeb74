#include "sim/workload/pattern_messages.hpp"

namespace acklab::workload {

void PatternMessageClient::handle_message(Instant now, ByteView message) {
  log_.note_read();
  if (!books_.back) return;
  const auto number = books_.back->handle_message(now, message);
  if (number != expected_) return;
  has_expected_ = true;
  const bool reads = !finished() && pattern_.steps[step_].kind == PatternStep::Kind::read;
  if (waiting_ && reads) end_step(now);
}

void PatternMessageClient::end_step(Instant now) {
  if (pattern_.steps[step_].kind == PatternStep::Kind::read) {
    ++expected_;
    has_expected_ = false;
  }
  waiting_ = false;
  wake_at_ = now;
  if (++step_ < pattern_.steps.size()) return;
  log_.note_round(now - *round_begun_);
  round_begun_.reset();
  step_ = 0;
  ++round_;
}

std::optional<Bytes> PatternMessageClient::poll_message(Instant now) {
  while (!finished() && (!waiting_ || now >= wake_at_)) {
    if (!round_begun_) {
      round_begun_ = now;
      log_.note_round_begun();
    }
    const PatternStep& step = pattern_.steps[step_];
    switch (step.kind) {
      case PatternStep::Kind::write: {
        Bytes message;
        books_.there.records().write(written_, message);
        books_.there.note_sent(written_++);
        log_.note_write();
        end_step(now);
        return message;
      }
      case PatternStep::Kind::read:
        if (waiting_) log_.note_given_up();
        if (waiting_ || has_expected_) {
          end_step(now);
          break;
        }
        waiting_ = true;
        wake_at_ = now + pattern_.timeout;
        break;
      case PatternStep::Kind::pause:
        if (waiting_) {
          end_step(now);
          break;
        }
        waiting_ = true;
        wake_at_ = now + step.pause;
        break;
    }
  }
  return std::nullopt;
}

std::optional<Instant> PatternMessageClient::next_timeout() const {
  if (finished()) return std::nullopt;
  return wake_at_;
}

void PatternMessageServer::handle_message(Instant now, ByteView message) {
  log_.note_read();
  const auto number = books_.there.handle_message(now, message);
  if (!number) return;
  const std::size_t writes = round_.writes.size();
  const auto& answer = round_.answer_behind[*number % writes];
  if (answer) due_.push_back(*number / writes * round_.answers.size() + *answer);
}

std::optional<Bytes> PatternMessageServer::poll_message(Instant) {
  if (due_.empty()) return std::nullopt;
  Bytes answer;
  books_.back->records().write(due_.front(), answer);
  books_.back->note_sent(due_.front());
  due_.pop_front();
  log_.note_write();
  return answer;
}

}  // namespace acklab::workload
