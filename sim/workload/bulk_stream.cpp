#include "sim/workload/bulk_stream.hpp"

#include <array>

namespace acklab::workload {
namespace {

constexpr std::size_t read_bytes = std::size_t{64} << 10U;

}  // namespace

void BulkStreamClient::progress(Instant now, ByteStream& stream) {
  stopped_ = stopped_ || (until_ && now >= *until_);
  write_records(now, stream);
  if (!closed_ && all_is_written()) {
    closed_ = true;
    stream.close(now);
  }
  // The server says nothing in this job; whatever comes is not part of it.
  std::array<std::uint8_t, 4096> unexpected;
  while (stream.read(now, unexpected) > 0) {
  }
  peer_closed_ = closed_ && stream.end_of_stream();
}

void BulkStreamClient::write_records(Instant now, ByteStream& stream) {
  while (!all_is_written()) {
    if (written_ == 0) ledger_.records().write(ledger_.sent(), record_);
    written_ += stream.write(now, ByteView{record_}.subspan(written_));
    if (written_ < record_.size()) return;
    written_ = 0;
    ledger_.note_sent();
  }
}

BulkStreamServer::BulkStreamServer(Ledger& ledger) : ledger_(ledger), buffer_(read_bytes) {}

void BulkStreamServer::progress(Instant now, ByteStream& stream) {
  while (const std::size_t count = stream.read(now, buffer_)) {
    const ByteView octets = ByteView{buffer_}.first(count);
    if (stream.keeps_writes_together()) {
      ledger_.handle_message(now, octets);
    } else {
      ledger_.handle_stream(now, octets);
    }
  }
  if (!closed_ && stream.end_of_stream()) {
    closed_ = true;
    stream.close(now);
  }
}

}  // namespace acklab::workload
