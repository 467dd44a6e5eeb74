#include "sim/link/bottleneck/token_bucket_line.hpp"

#include <algorithm>

namespace acklab::link {

TokenBucketLine::TokenBucketLine(const TokenBucketRate& rate, Instant free_from)
    : bucket_(rate.rate, rate.burst_bytes), free_from_(free_from) {
  if (rate.peak_rate) peak_bucket_.emplace(*rate.peak_rate, peak_bucket_bytes);
}

Instant TokenBucketLine::ready(Instant arrival, std::uint64_t bytes) const {
  const Instant earliest = std::max(arrival, free_from_);
  const Instant allowed = bucket_.ready_at(earliest, bytes);
  return peak_bucket_ ? std::max(allowed, peak_bucket_->ready_at(earliest, bytes)) : allowed;
}

Instant TokenBucketLine::send(Instant arrival, Instant start, std::uint64_t bytes) {
  const bool waited = start > arrival;
  bucket_.take(start, bytes, waited);
  if (peak_bucket_) peak_bucket_->take(start, bytes, waited);
  free_from_ = start;
  return start;
}

Duration TokenBucketLine::waiting_time(Instant now, const Backlog& ahead) const {
  const Instant earliest = std::max(now, free_from_);
  Instant sent = bucket_.all_at(earliest, ahead.bytes);
  if (peak_bucket_) sent = std::max(sent, peak_bucket_->all_at(earliest, ahead.bytes));
  return sent - now;
}

bool TokenBucketLine::change(Instant now, const DirectionSettings& settings) {
  const auto* rate = settings.rate ? std::get_if<TokenBucketRate>(&settings.rate->kind()) : nullptr;
  if (rate == nullptr) return false;
  now = std::max(now, free_from_);  // the fragments of a packet leave one by one, until then
  bucket_.change(now, rate->rate, rate->burst_bytes);
  if (!rate->peak_rate) {
    peak_bucket_.reset();
  } else if (peak_bucket_) {
    peak_bucket_->change(now, *rate->peak_rate, peak_bucket_bytes);
  } else {
    peak_bucket_.emplace(*rate->peak_rate, peak_bucket_bytes);
  }
  return true;
}

}  // namespace acklab::link
