#include "sim/workload/oracle.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::workload {

Oracle::Oracle(const Records& records, JudgementObserver* observer)
    : records_(records), observer_(observer), seen_(records.count()) {}

void Oracle::handle_message(ByteView message) {
  const auto [number, intact] = records_.identify(message);
  if (number == records_.count()) {
    ++integrity_.corrupted_arrivals;
    return;
  }
  judge(number, message.size(), intact);
}

void Oracle::handle_stream(ByteView octets) {
  while (!octets.empty()) {
    if (next_in_stream_ == records_.count()) {
      integrity_.unrecognised_bytes += octets.size();
      return;
    }
    const std::size_t size = records_.size_of(next_in_stream_);
    const std::size_t part = std::min(size - partial_.size(), octets.size());
    if (part == size) {
      judge_next_in_stream(octets.first(size));
    } else {
      partial_.insert(partial_.end(), octets.begin(), octets.begin() + static_cast<long>(part));
      if (partial_.size() == size) {
        judge_next_in_stream(partial_);
        partial_.clear();
      }
    }
    octets = octets.subspan(part);
  }
}

void Oracle::judge_next_in_stream(ByteView octets) {
  const std::uint64_t number = next_in_stream_++;
  judge(number, octets.size(), records_.is_intact(number, octets));
}

void Oracle::judge(std::uint64_t number, std::size_t bytes, bool intact) {
  const RecordMarks::Mark seen = seen_.at(number);
  const Judgement judgement{number, intact, !seen.any(), intact && !seen.intact};
  if (seen.any()) {
    ++integrity_.duplicated;
    odd_.note(number, RecordStrip::Fate::duplicated);
  } else if (any_seen_ && number < highest_seen_) {
    ++integrity_.out_of_order;
    odd_.note(number, RecordStrip::Fate::out_of_order);
  }
  highest_seen_ = any_seen_ ? std::max(highest_seen_, number) : number;
  any_seen_ = true;
  if (judgement.first_intact) {
    ++integrity_.intact;
    integrity_.intact_bytes += bytes;
  }
  if (!intact) ++integrity_.corrupted_arrivals;
  seen_.note(number, intact);
  if (observer_ != nullptr) observer_->note_judgement(judgement);
}

bool Oracle::all_intact() const {
  return integrity_.intact == records_.count();
}

Integrity Oracle::without_records() const {
  Integrity verdict = integrity_;
  verdict.sent = 0;
  verdict.intact = 0;
  verdict.corrupted = 0;
  verdict.unrecognised_bytes += partial_.size();
  return verdict;
}

void Oracle::count(Integrity& verdict, RecordStrip& strip, std::uint64_t number) const {
  ++verdict.sent;
  const RecordMarks::Mark seen = seen_.at(number);
  if (seen.intact) {
    ++verdict.intact;
    strip.add(odd_.of(number));
  } else if (seen.damaged) {
    ++verdict.corrupted;
    strip.add(RecordStrip::Fate::corrupted);
  } else {
    strip.add(RecordStrip::Fate::missing);
  }
}

std::string Oracle::told(RecordStrip strip) const {
  if (odd_.are_too_many()) strip.give_up();
  return strip.text();
}

Integrity Oracle::verdict(std::uint64_t sent) const {
  assert(sent <= seen_.records());
  Integrity verdict = without_records();
  RecordStrip strip;
  for (std::uint64_t number = 0; number < sent; ++number) count(verdict, strip, number);
  verdict.strip = told(std::move(strip));
  verdict.missing = verdict.sent - verdict.intact - verdict.corrupted;
  return verdict;
}

Integrity Oracle::verdict(const std::vector<bool>& sent) const {
  assert(sent.size() == seen_.records());
  Integrity verdict = without_records();
  RecordStrip strip;
  for (std::uint64_t number = 0; number < sent.size(); ++number) {
    if (sent[number]) count(verdict, strip, number);
  }
  verdict.strip = told(std::move(strip));
  verdict.missing = verdict.sent - verdict.intact - verdict.corrupted;
  return verdict;
}

}  // namespace acklab::workload
