#include "sim/workload/bulk_messages.hpp"

#include <cstddef>
#include <utility>

namespace acklab::workload {

std::optional<Bytes> BulkMessageClient::poll_message(Instant now) {
  stopped_ = stopped_ || (until_ && now >= *until_);
  if (finished()) return std::nullopt;
  Bytes message;
  if (!spare_.empty()) {
    message = std::move(spare_.back());
    spare_.pop_back();
  }
  ledger_.records().write(ledger_.sent(), message);
  ledger_.note_sent();
  return message;
}

void BulkMessageClient::take_back(Bytes&& message) {
  constexpr std::size_t most_spare = 64;
  if (spare_.size() < most_spare) spare_.push_back(std::move(message));
}

}  // namespace acklab::workload
