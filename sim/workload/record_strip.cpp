#include "sim/workload/record_strip.hpp"

namespace acklab::workload {

void RecordStrip::add(Fate fate) {
  if (length_ > 0 && fate != fate_) {
    close();
    length_ = 0;
  }
  fate_ = fate;
  ++length_;
}

void RecordStrip::close() {
  if (++runs_ > max_runs) return;
  text_ += std::to_string(length_);
  text_ += static_cast<char>(fate_);
}

std::string RecordStrip::text() const {
  RecordStrip whole = *this;
  if (length_ > 0) whole.close();
  return whole.runs_ > max_runs ? std::string{} : whole.text_;
}

void OddArrivals::note(std::uint64_t number, RecordStrip::Fate fate) {
  if (too_many_) return;
  fates_[number] = fate;
  if (fates_.size() <= RecordStrip::max_runs) return;
  too_many_ = true;
  fates_.clear();
}

RecordStrip::Fate OddArrivals::of(std::uint64_t number) const {
  const auto found = fates_.find(number);
  return found == fates_.end() ? RecordStrip::Fate::intact : found->second;
}

}  // namespace acklab::workload
