// What follows from the model: how fast to send, and how much may be in flight.

#include <algorithm>

#include "net/congestion/bbr.hpp"
#include "net/congestion/share.hpp"

namespace acklab::congestion {
namespace {

constexpr std::uint64_t drain_pacing_percent = 50;
constexpr std::uint64_t pacing_margin_percent = 99;  // a little less, so that queues drain
constexpr std::uint64_t headroom_percent = 85;       // the rest is left to others while not probing

}  // namespace

std::uint64_t Bbr::full_path_bytes() const {
  const auto product = model_.delay_product_bytes();
  if (!product) return initial_window_bytes_;
  return std::max(random_loss_.to_deliver(*product), least_window_bytes());
}

std::uint64_t Bbr::probe_rtt_window_bytes() const {
  return std::max(full_path_bytes() / 2, least_window_bytes());
}

std::uint64_t Bbr::pacing_percent() const {
  switch (state_) {
    case State::startup:
      return bbr_startup_pacing_percent;
    case State::drain:
      return drain_pacing_percent;
    case State::probe_bw:
      return cycle_.pacing_percent();
    case State::probe_rtt:
      return 100;
  }
  return 100;
}

std::uint64_t Bbr::window_percent() const {
  return state_ == State::probe_bw ? cycle_.window_percent() : 200;
}

void Bbr::set_pacing_rate() {
  const auto bandwidth = model_.bandwidth();
  if (!bandwidth) return;
  const std::uint64_t percent = pacing_percent() * pacing_margin_percent;
  const BitRate rate = share_of(*bandwidth, percent * RandomLoss::parts_in_one / 10'000,
                                RandomLoss::parts_in_one - random_loss_.parts());
  // Startup's first samples come from a few segments: they never slow it down.
  if (state_ == State::startup && rate < *pacing_rate_) return;
  pacing_rate_ = rate;
}

void Bbr::set_window(const AckSample& sample) {
  const std::uint64_t wanted = percent_of(full_path_bytes(), window_percent()) + 3 * segment_bytes_;
  const std::uint64_t grown = window_bytes_ + sample.delivered_bytes;
  if (state_ == State::startup) {
    const bool young = sample.total_delivered_bytes < initial_window_bytes_;
    if (window_bytes_ < wanted || young) window_bytes_ = grown;
  } else {
    window_bytes_ = std::min(grown, wanted);
  }
  if (bound_bytes_ && state_ == State::probe_bw) {
    const bool quiet = cycle_.phase() == BbrProbeCycle::Phase::down ||
                       cycle_.phase() == BbrProbeCycle::Phase::cruise;
    window_bytes_ = std::min(window_bytes_,
                             quiet ? percent_of(*bound_bytes_, headroom_percent) : *bound_bytes_);
  }
  if (state_ == State::probe_rtt) window_bytes_ = std::min(window_bytes_, probe_rtt_window_bytes());
  window_bytes_ = std::max(window_bytes_, least_window_bytes());
}

}  // namespace acklab::congestion
