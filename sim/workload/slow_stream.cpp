#include "sim/workload/slow_stream.hpp"

namespace acklab::workload {
namespace {

constexpr std::uint32_t all_there_is_bytes = 64U << 10U;

}  // namespace

SlowStreamServer::SlowStreamServer(const SlowReader& reader, Books& books)
    : reader_(reader),
      books_(books),
      log_(books.log<ReadLog>()),
      buffer_(reader.read_bytes.value_or(all_there_is_bytes)) {}

void SlowStreamServer::progress(Instant now, ByteStream& stream) {
  // Something happened, but it is not looked at before its time.
  if (now < next_read_) found_nothing_ = false;
  while (now >= next_read_ && !closed_) {
    const std::size_t count = stream.read(now, buffer_);
    found_nothing_ = count == 0;
    if (found_nothing_) break;
    log_.note_read(count, false);
    const ByteView octets = ByteView{buffer_}.first(count);
    if (stream.keeps_writes_together()) {
      books_.there.handle_message(now, octets);
    } else {
      books_.there.handle_stream(now, octets);
    }
    if (reader_.every > Duration::zero()) next_read_ = now + reader_.every;
  }
  if (closed_ || !stream.end_of_stream()) return;
  closed_ = true;
  stream.close(now);
}

std::optional<Instant> SlowStreamServer::next_timeout() const {
  if (closed_ || found_nothing_) return std::nullopt;
  return next_read_;
}

}  // namespace acklab::workload
