#include "sim/workload/exchange_log.hpp"

namespace acklab::workload {
namespace {

std::optional<Duration> median_duration(const std::vector<Duration>& durations) {
  const auto spread = spread_of(durations);
  return spread ? std::optional{spread->median} : std::nullopt;
}

}  // namespace

void ExchangeLog::begin(Instant now) {
  begun_at_ = now;
  ++begun_;
}

void ExchangeLog::note_first_byte(Instant now) {
  first_bytes_.push_back(now - begun_at_);
}

void ExchangeLog::note_done(Instant now) {
  latencies_.push_back(now - begun_at_);
}

ExchangeMeasures ExchangeLog::measures() const {
  ExchangeMeasures measures;
  measures.begun = begun_;
  measures.done = latencies_.size();
  measures.given_up = given_up_;
  measures.retries = retries_;
  measures.connections = connecting_.size();
  measures.latency = spread_of(latencies_);
  measures.first_byte = median_duration(first_bytes_);
  measures.connect = median_duration(connecting_);
  return measures;
}

}  // namespace acklab::workload
