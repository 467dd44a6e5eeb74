#include "sim/workload/periodic_messages.hpp"

namespace acklab::workload {

std::optional<Bytes> PeriodicMessageClient::poll_message(Instant now) {
  if (finished() || log_.due_at(number_) > now) return std::nullopt;
  Bytes message;
  books_.there.records().write(number_, message);
  if (copies_sent_ == 0) books_.there.note_sent();
  if (++copies_sent_ == periodic_.copies) {
    copies_sent_ = 0;
    ++number_;
  }
  return message;
}

std::optional<Instant> PeriodicMessageClient::next_timeout() const {
  if (finished() || !log_.is_started()) return std::nullopt;
  return log_.due_at(number_);
}

}  // namespace acklab::workload
