#include "sim/workload/periodic_stream.hpp"

#include <array>

namespace acklab::workload {

void PeriodicStreamClient::progress(Instant now, ByteStream& stream) {
  if (!log_.is_started()) log_.start(now);
  write_due(now, stream);
  if (!closed_ && all_sent()) {
    closed_ = true;
    stream.close(now);
  }
  // The server says nothing in this job; whatever comes is not part of it.
  std::array<std::uint8_t, 4096> unexpected;
  while (stream.read(now, unexpected) > 0) {
  }
  peer_closed_ = closed_ && stream.end_of_stream();
}

void PeriodicStreamClient::write_due(Instant now, ByteStream& stream) {
  while (!all_sent() && log_.due_at(books_.there.sent()) <= now) {
    if (written_ == 0) books_.there.records().write(books_.there.sent(), message_);
    written_ += stream.write(now, ByteView{message_}.subspan(written_));
    if (written_ < message_.size()) return;
    written_ = 0;
    books_.there.note_sent();
  }
}

std::optional<Instant> PeriodicStreamClient::next_timeout() const {
  // A message that is partly written waits for room, not for time.
  if (!log_.is_started() || all_sent() || written_ > 0) return std::nullopt;
  return log_.due_at(books_.there.sent());
}

}  // namespace acklab::workload
