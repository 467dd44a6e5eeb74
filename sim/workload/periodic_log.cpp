#include "sim/workload/periodic_log.hpp"

#include <algorithm>

namespace acklab::workload {
namespace {

__extension__ using WideTime = __int128;

Duration absolute(Duration span) {
  return span < Duration::zero() ? -span : span;
}

}  // namespace

Instant PeriodicLog::due_at(std::uint64_t number) const {
  return *started_ + periodic_.interval * static_cast<Duration::rep>(number);
}

void PeriodicLog::note_record(Instant now, const Judgement& judgement) {
  if (judgement.first_intact) arrivals_.push_back({judgement.number, now});
}

std::uint64_t PeriodicLog::due_by(Instant now) const {
  if (!started_) return 0;
  const auto whole_intervals = static_cast<std::uint64_t>((now - *started_) / periodic_.interval);
  return std::min(periodic_.count, whole_intervals + 1);
}

std::vector<Duration> PeriodicLog::latencies() const {
  std::vector<Duration> latencies;
  latencies.reserve(arrivals_.size());
  for (const Arrival& arrival : arrivals_) latencies.push_back(latency_of(arrival));
  return latencies;
}

LatencyDistribution PeriodicLog::latency(Instant now) const {
  return distribution_of(latencies(), due_by(now) - arrivals_.size(), periodic_.deadline);
}

PeriodicMeasures PeriodicLog::measures(Instant now) const {
  PeriodicMeasures measures;
  if (!started_) return measures;
  measures.due = due_by(now);
  measures.arrived = arrivals_.size();
  measures.missing = measures.due - measures.arrived;
  std::vector<Duration> all = latencies();
  for (const Duration latency : all) {
    if (periodic_.deadline && latency > *periodic_.deadline) ++measures.late;
  }
  measures.latency = spread_of(std::move(all));
  for (std::size_t i = 1; i < arrivals_.size(); ++i) {
    measures.longest_gap = std::max(measures.longest_gap.value_or(Duration::zero()),
                                    arrivals_[i].at - arrivals_[i - 1].at);
  }
  add_jitter(measures);
  add_age(measures);
  return measures;
}

/// J += (|D| − J) / 16 at each arrival, D the difference of two latencies; in nanoseconds times 16,
/// as the integer algorithm of A.8 does.
void PeriodicLog::add_jitter(PeriodicMeasures& measures) const {
  if (arrivals_.size() < 2) return;
  Duration sixteenfold{};
  Duration highest{};
  for (std::size_t i = 1; i < arrivals_.size(); ++i) {
    const Duration difference = absolute(latency_of(arrivals_[i]) - latency_of(arrivals_[i - 1]));
    sixteenfold += difference - (sixteenfold + Duration{8}) / 16;
    highest = std::max(highest, sixteenfold);
  }
  measures.jitter = sixteenfold / 16;
  measures.max_jitter = highest / 16;
}

void PeriodicLog::add_age(PeriodicMeasures& measures) const {
  if (arrivals_.empty()) return;
  Instant newest_due = due_at(arrivals_.front().number);
  Instant since = arrivals_.front().at;
  Duration highest = since - newest_due;
  WideTime sum = 0;  // of the age over time, in square nanoseconds, twice
  for (const Arrival& arrival : arrivals_) {
    // Until now the age has grown with the time.
    const Duration before = since - newest_due;
    const Duration after = arrival.at - newest_due;
    sum += WideTime{(arrival.at - since).count()} * (before + after).count();
    highest = std::max(highest, after);
    newest_due = std::max(newest_due, due_at(arrival.number));
    since = arrival.at;
  }
  measures.max_age = highest;
  const Duration whole = since - arrivals_.front().at;
  if (whole <= Duration::zero()) return;
  measures.mean_age = Duration{static_cast<Duration::rep>(sum / 2 / whole.count())};
}

}  // namespace acklab::workload
