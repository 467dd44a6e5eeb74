#include "sim/workload/exchange_messages.hpp"

#include <algorithm>

namespace acklab::workload {

void ExchangeMessageClient::handle_message(Instant now, ByteView message) {
  const auto number = books_.back->handle_message(now, message);
  // An answer that comes after its timeout is on the books, but nobody waits for it any more.
  if (!asking_ || number != number_) return;
  log_.note_first_byte(now);
  log_.note_done(now);
  end_exchange(now);
}

void ExchangeMessageClient::end_exchange(Instant now) {
  asking_ = false;
  unsent_copies_ = 0;
  ++number_;
  next_at_ = now + exchange_.gap;
}

void ExchangeMessageClient::note_timeout(Instant now) {
  if (retries_left_ > 0) {
    --retries_left_;
    log_.note_retry();
    ask(now);
    return;
  }
  log_.note_given_up();
  end_exchange(now);
}

void ExchangeMessageClient::ask(Instant now) {
  unsent_copies_ = exchange_.copies;
  next_at_ = now + exchange_.timeout;
}

std::optional<Bytes> ExchangeMessageClient::poll_message(Instant now) {
  if (asking_ && unsent_copies_ == 0 && now >= next_at_) note_timeout(now);
  if (!asking_ && !finished() && now >= next_at_) {
    asking_ = true;
    retries_left_ = exchange_.retries;
    log_.begin(now);
    ask(now);
  }
  if (unsent_copies_ == 0) return std::nullopt;
  --unsent_copies_;
  Bytes request;
  books_.there.records().write(number_, request);
  books_.there.note_sent(number_);
  return request;
}

std::optional<Instant> ExchangeMessageClient::next_timeout() const {
  if (finished()) return std::nullopt;
  return unsent_copies_ > 0 ? Instant::min() : next_at_;
}

void ExchangeMessageServer::handle_message(Instant now, ByteView message) {
  const auto number = books_.there.handle_message(now, message);
  if (!number) return;
  if (exchange_.copies > 1 && books_.back->was_sent(*number)) return;
  const bool is_waiting = std::any_of(due_.begin(), due_.end(),
                                      [number](const Due& due) { return due.number == *number; });
  if (exchange_.copies > 1 && is_waiting) return;
  due_.push_back({*number, now + exchange_.think, exchange_.copies});
}

std::optional<Bytes> ExchangeMessageServer::poll_message(Instant now) {
  if (due_.empty() || due_.front().at > now) return std::nullopt;
  Due& due = due_.front();
  Bytes answer;
  books_.back->records().write(due.number, answer);
  books_.back->note_sent(due.number);
  if (--due.copies == 0) due_.pop_front();
  return answer;
}

std::optional<Instant> ExchangeMessageServer::next_timeout() const {
  if (due_.empty()) return std::nullopt;
  return due_.front().at;
}

}  // namespace acklab::workload
