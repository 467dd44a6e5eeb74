#include "sim/workload/exchange_stream.hpp"

#include <array>

namespace acklab::workload {
namespace {

constexpr std::size_t exchange_read_bytes = std::size_t{64} << 10U;

}  // namespace

void ExchangeStreamClient::begin_connection(Instant now) {
  opened_ = now;
  closed_ = false;
  begin(now);
}

void ExchangeStreamClient::begin(Instant now) {
  asking_ = true;
  log_.begin(now);
  books_.there.records().write(done_, request_);
  written_ = 0;
  answered_bytes_ = 0;
}

void ExchangeStreamClient::progress(Instant now, ByteStream& stream) {
  if (opened_) {
    log_.note_connected(now - *opened_);
    opened_.reset();
  }
  while (!closed_) {
    if (!asking_) {
      if (now < next_at_) break;
      begin(now);
    }
    write_request(now, stream);
    read_answer(now, stream);
    if (asking_) break;
  }
  if (all_done()) finish(now, stream);
}

void ExchangeStreamClient::write_request(Instant now, ByteStream& stream) {
  if (written_ == request_.size()) return;
  written_ += stream.write(now, ByteView{request_}.subspan(written_));
  if (written_ == request_.size()) books_.there.note_sent();
}

void ExchangeStreamClient::read_answer(Instant now, ByteStream& stream) {
  std::array<std::uint8_t, 16'384> buffer{};
  while (asking_) {
    const std::size_t count = stream.read(now, buffer);
    if (count == 0) return;
    const ByteView octets = ByteView{buffer}.first(count);
    if (stream.keeps_writes_together()) {
      books_.back->handle_message(now, octets);
    } else {
      books_.back->handle_stream(now, octets);
    }
    if (answered_bytes_ == 0) log_.note_first_byte(now);
    answered_bytes_ += count;
    if (answered_bytes_ < exchange_.answer_bytes) continue;
    log_.note_done(now);
    asking_ = false;
    ++done_;
    next_at_ = now + exchange_.gap;
    if (all_done() || !uses_one_connection()) close(now, stream);
  }
}

void ExchangeStreamClient::close(Instant now, ByteStream& stream) {
  if (closed_) return;
  closed_ = true;
  stream.close(now);
}

void ExchangeStreamClient::finish(Instant now, ByteStream& stream) {
  std::array<std::uint8_t, 4096> unexpected;
  while (const std::size_t count = stream.read(now, unexpected)) {
    books_.back->handle_stream(now, ByteView{unexpected}.first(count));
  }
  peer_closed_ = closed_ && stream.end_of_stream();
}

std::optional<Instant> ExchangeStreamClient::next_timeout() const {
  if (asking_ || all_done()) return std::nullopt;
  return next_at_;
}

bool ExchangeStreamClient::wants_next_connection(Instant now) const {
  return closed_ && !all_done() && now >= next_at_;
}

ExchangeStreamServer::ExchangeStreamServer(const Exchange& exchange, Books& books)
    : exchange_(exchange), books_(books), buffer_(exchange_read_bytes) {}

void ExchangeStreamServer::begin_connection(Instant) {
  request_bytes_ = 0;
  answered_here_ = 0;
  due_.clear();
  answer_.clear();
  written_ = 0;
  closed_ = false;
}

void ExchangeStreamServer::progress(Instant now, ByteStream& stream) {
  read_requests(now, stream);
  write_answers(now, stream);
  const bool has_answered = !uses_one_connection() && answered_here_ > 0;
  const bool is_over = stream.end_of_stream() && due_.empty();
  if (closed_ || !(has_answered || is_over)) return;
  closed_ = true;
  stream.close(now);
}

void ExchangeStreamServer::read_requests(Instant now, ByteStream& stream) {
  while (const std::size_t count = stream.read(now, buffer_)) {
    const ByteView octets = ByteView{buffer_}.first(count);
    if (stream.keeps_writes_together()) {
      books_.there.handle_message(now, octets);
    } else {
      books_.there.handle_stream(now, octets);
    }
    for (request_bytes_ += count; request_bytes_ >= exchange_.request_bytes;
         request_bytes_ -= exchange_.request_bytes) {
      if (answered_ + due_.size() < exchange_.count) due_.push_back(now + exchange_.think);
    }
  }
}

void ExchangeStreamServer::write_answers(Instant now, ByteStream& stream) {
  while (!closed_ && !due_.empty() && due_.front() <= now) {
    if (!write_answer(now, stream)) return;
  }
}

bool ExchangeStreamServer::write_answer(Instant now, ByteStream& stream) {
  if (written_ == 0) books_.back->records().write(answered_, answer_);
  written_ += stream.write(now, ByteView{answer_}.subspan(written_));
  if (written_ < answer_.size()) return false;
  books_.back->note_sent();
  due_.pop_front();
  written_ = 0;
  ++answered_;
  ++answered_here_;
  return true;
}

std::optional<Instant> ExchangeStreamServer::next_timeout() const {
  // An answer under way waits for room, not for time.
  if (due_.empty() || closed_ || written_ > 0) return std::nullopt;
  return due_.front();
}

bool ExchangeStreamServer::wants_next_connection(Instant) const {
  return closed_ && !is_last_connection();
}

}  // namespace acklab::workload
