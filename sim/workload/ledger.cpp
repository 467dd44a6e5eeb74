#include "sim/workload/ledger.hpp"

#include <cassert>

namespace acklab::workload {

void Ledger::note_sent(std::uint64_t number) {
  if (sent_marks_.empty()) sent_marks_.resize(records_.count());
  if (sent_marks_[number]) return;
  sent_marks_[number] = true;
  ++sent_;
}

void Ledger::take_back(std::uint64_t number) {
  assert(was_sent(number) && !sent_marks_.empty());
  sent_marks_[number] = false;
  --sent_;
}

std::optional<std::uint64_t> Ledger::handle_message(Instant now, ByteView message) {
  const std::uint64_t before = oracle_.intact_bytes();
  now_ = now;
  is_message_ = true;
  last_recognised_.reset();
  oracle_.handle_message(message);
  note_arrival(now, before);
  if (octet_watch_ != nullptr) octet_watch_->note_message(message, last_recognised_);
  return last_recognised_;
}

void Ledger::handle_stream(Instant now, ByteView octets) {
  const std::uint64_t before = oracle_.intact_bytes();
  now_ = now;
  is_message_ = false;
  oracle_.handle_stream(octets);
  note_arrival(now, before);
  if (octet_watch_ != nullptr) octet_watch_->note_stream(octets);
}

void Ledger::note_judgement(const Judgement& judgement) {
  last_recognised_ = judgement.number;
  if (is_message_ && judgement.first) order_.note_arrival(judgement.number);
  if (watch_ != nullptr) watch_->note_record(now_, judgement);
  if (sink_) sink_(now_, judgement);
}

void Ledger::note_arrival(Instant now, std::uint64_t intact_bytes_before) {
  if (!arrivals_.first) arrivals_.first = now;
  arrivals_.last = now;
  if (oracle_.intact_bytes() == intact_bytes_before) return;
  arrivals_.last_intact = now;
  stalls_.note_progress(now);
}

Integrity Ledger::verdict() const {
  return sent_marks_.empty() ? oracle_.verdict(sent_) : oracle_.verdict(sent_marks_);
}

}  // namespace acklab::workload
