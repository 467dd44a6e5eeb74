#include "net/congestion/bbr_path_model.hpp"

#include <algorithm>
#include <utility>

namespace acklab::congestion {
namespace {

constexpr Duration round_trip_trusted_for = std::chrono::seconds{5};  // ProbeRTTInterval

}  // namespace

std::optional<BbrRound> BbrPathModel::on_ack(const AckSample& sample) {
  if (sample.round_trip) {
    low_round_trip_.add(*sample.round_trip);
    round_.largest_round_trip =
        std::max(round_.largest_round_trip.value_or(*sample.round_trip), *sample.round_trip);
    if (!min_round_trip_) note_least_of_round(sample.now, *sample.round_trip);
  }
  if (sample.rate) note_rate(*sample.rate);
  round_.delivered_bytes += sample.delivered_bytes;
  round_.lost_bytes += sample.lost_bytes;
  if (!sample.rate || sample.rate->prior_delivered_bytes < round_ends_at_) return std::nullopt;
  round_ends_at_ = sample.total_delivered_bytes;
  round_.least_round_trip = low_round_trip_.value();
  if (round_.least_round_trip) {
    // Of a slow flow several rounds are taken together.
    low_round_trip_.clear();
    note_least_of_round(sample.now, *round_.least_round_trip);
  }
  return std::exchange(round_, {});
}

void BbrPathModel::begin_round(std::uint64_t total_delivered_bytes) {
  round_ends_at_ = total_delivered_bytes;
  round_ = {};
  low_round_trip_.clear();
}

void BbrPathModel::note_least_of_round(Instant now, Duration round_trip) {
  if (!min_round_trip_ || round_trip <= *min_round_trip_ + *min_round_trip_ / 64) {
    confirmed_at_ = now;
  }
  min_round_trip_ = std::min(min_round_trip_.value_or(round_trip), round_trip);
}

void BbrPathModel::note_rate(const RateSample& sample) {
  round_.app_limited = round_.app_limited || sample.app_limited;
  round_.best_rate = std::max(round_.best_rate.value_or(sample.rate), sample.rate);
  // What did not fill the path proves only that it carries this much.
  const auto known = max_bandwidth();
  if (sample.app_limited && known && sample.rate < *known) return;
  cycle_best_[0] = std::max(cycle_best_[0].value_or(sample.rate), sample.rate);
}

void BbrPathModel::advance_cycle() {
  // A cycle in which the sender never filled the path has measured nothing.
  if (!cycle_best_[0]) return;
  cycle_best_[1] = cycle_best_[0];
  cycle_best_[0].reset();
}

std::optional<BitRate> BbrPathModel::max_bandwidth() const {
  if (!cycle_best_[0] || !cycle_best_[1]) return cycle_best_[0] ? cycle_best_[0] : cycle_best_[1];
  return std::max(*cycle_best_[0], *cycle_best_[1]);
}

std::optional<BitRate> BbrPathModel::bandwidth() const {
  const auto most = max_bandwidth();
  return most && bound_ ? std::min(*most, *bound_) : most;
}

std::optional<std::uint64_t> BbrPathModel::delay_product_bytes() const {
  const auto rate = bandwidth();
  if (!rate || !min_round_trip_) return std::nullopt;
  return rate->bytes_in(*min_round_trip_);
}

bool BbrPathModel::shows_queue(Duration round_trip) const {
  return min_round_trip_ &&
         round_trip > *min_round_trip_ + *min_round_trip_ / 16 + std::chrono::milliseconds{1};
}

bool BbrPathModel::round_trip_is_stale(Instant now) const {
  return min_round_trip_ && now - confirmed_at_ > round_trip_trusted_for;
}

void BbrPathModel::replace_round_trip(Instant now, Duration measured) {
  min_round_trip_ = measured;
  confirmed_at_ = now;
}

}  // namespace acklab::congestion
