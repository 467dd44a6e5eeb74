#include "sim/workload/bulk_messages.hpp"

namespace acklab::workload {

std::optional<Bytes> BulkMessageClient::poll_message(Instant now) {
  stopped_ = stopped_ || (until_ && now >= *until_);
  if (finished()) return std::nullopt;
  Bytes message;
  ledger_.records().write(ledger_.sent(), message);
  ledger_.note_sent();
  return message;
}

}  // namespace acklab::workload
