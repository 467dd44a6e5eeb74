#include "sim/workload/periodic_messages.hpp"

namespace acklab::workload {

std::optional<Bytes> PeriodicMessageClient::poll_message(Instant now) {
  if (finished() || log_.due_at(number_) > now) return std::nullopt;
  Bytes message;
  books_.there.records().write(number_, message);
  if (copies_sent_ == 0) books_.there.note_sent(number_);
  if (++copies_sent_ == periodic_.copies) {
    copies_sent_ = 0;
    ++number_;
  }
  return message;
}

void PeriodicMessageClient::note_refused(Instant) {
  if (periodic_.copies == 1) books_.there.take_back(number_ - 1);
}

std::optional<Instant> PeriodicMessageClient::next_timeout() const {
  if (finished() || !log_.is_started()) return std::nullopt;
  return log_.due_at(number_);
}

}  // namespace acklab::workload
