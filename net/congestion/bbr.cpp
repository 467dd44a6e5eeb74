#include "net/congestion/bbr.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "net/congestion/share.hpp"

namespace acklab::congestion {
namespace {

constexpr std::uint64_t bbr_beta_percent = 70;

}  // namespace

Bbr::Bbr(const ControllerSettings& settings)
    : segment_bytes_(std::max(settings.segment_bytes, 1U)),
      initial_window_bytes_(std::max(settings.initial_window_bytes, segment_bytes_)),
      cycle_(settings.seed),
      window_bytes_(std::max(initial_window_bytes_, least_window_bytes())) {
  const Duration round_trip = std::max<Duration>(
      settings.round_trip.value_or(std::chrono::milliseconds{1}), std::chrono::microseconds{1});
  const std::uint64_t bits = share_of(initial_window_bytes_ * 8, 1'000'000'000,
                                      static_cast<std::uint64_t>(round_trip.count()));
  pacing_rate_ =
      share_of(BitRate::from_bits_per_s(static_cast<std::int64_t>(std::min<std::uint64_t>(
                   bits, static_cast<std::uint64_t>(BitRate::max_bits_per_s)))),
               bbr_startup_pacing_percent, 100);
}

void Bbr::on_ack(const AckSample& sample) {
  const auto round = model_.on_ack(sample);
  Judgement judgement;
  if (round) {
    measure_random_loss(*round);
    judgement = judge(*round);
    if (state_ == State::probe_bw) answer_congestion(sample, *round, judgement.congested);
  }
  switch (state_) {
    case State::startup:
    case State::drain:
      run_startup(sample, round, judgement.marked);
      break;
    case State::probe_bw:
      run_cycle(sample, round.has_value(), judgement);
      break;
    case State::probe_rtt:
      run_probe_rtt(sample, round);
      break;
  }
  if (state_ == State::probe_bw && model_.round_trip_is_stale(sample.now)) enter_probe_rtt();
  set_pacing_rate();
  set_window(sample);
}

Bbr::Judgement Bbr::judge(const BbrRound& round) {
  Judgement judgement;
  judgement.queue_seen = round.largest_round_trip && model_.shows_queue(*round.largest_round_trip);
  const bool exceeded =
      random_loss_.exceeded_by(round.delivered_bytes, round.lost_bytes, segment_bytes_);
  judgement.marked = std::exchange(marked_, false);
  judgement.congested = (exceeded && judgement.queue_seen) || judgement.marked;
  judgement.unexplained_loss = exceeded && !judgement.queue_seen;
  const auto bandwidth = model_.max_bandwidth();
  judgement.bandwidth_grew = bandwidth && known_bandwidth_ &&
                             bandwidth->bits_per_s() > known_bandwidth_->bits_per_s() / 8 * 9;
  known_bandwidth_ = bandwidth;
  return judgement;
}

void Bbr::measure_random_loss(const BbrRound& round) {
  if (!listened_) return;
  listened_ = false;
  const bool queued = round.least_round_trip && model_.shows_queue(*round.least_round_trip);
  if (queued) {
    random_loss_.measure_while_queued(round.delivered_bytes, round.lost_bytes);
  } else {
    random_loss_.measure(round.delivered_bytes, round.lost_bytes);
  }
}

void Bbr::run_startup(const AckSample& sample, const std::optional<BbrRound>& round, bool marked) {
  if (state_ == State::startup && round && !round->app_limited) {
    const bool queued = round->least_round_trip && model_.shows_queue(*round->least_round_trip);
    const bool lossy =
        random_loss_.exceeded_by(round->delivered_bytes, round->lost_bytes, segment_bytes_);
    full_pipe_.on_round(model_.max_bandwidth(), marked || (queued && lossy));
    if (full_pipe_.is_full()) state_ = State::drain;
  }
  if (state_ == State::drain && sample.in_flight_bytes <= full_path_bytes()) {
    enter_probe_bw(sample);
  }
}

void Bbr::run_cycle(const AckSample& sample, bool round_ended, const Judgement& judgement) {
  BbrProbeCycle::Facts facts;
  facts.now = sample.now;
  facts.round_ended = round_ended;
  facts.queue_seen =
      judgement.queue_seen || (sample.round_trip && model_.shows_queue(*sample.round_trip));
  facts.bandwidth_grew = judgement.bandwidth_grew;
  facts.congested = judgement.congested;
  facts.unexplained_loss = judgement.unexplained_loss;
  facts.in_flight_bytes = sample.in_flight_bytes;
  facts.delay_product_bytes = full_path_bytes();
  facts.inflight_bound_bytes = bound_bytes_.value_or(std::numeric_limits<std::uint64_t>::max() / 2);
  facts.segment_bytes = segment_bytes_;
  const bool bound_was_reached = bound_bytes_ && cycle_.phase() == BbrProbeCycle::Phase::up &&
                                 round_ended && sample.in_flight_bytes >= *bound_bytes_ / 8 * 7;
  if (bound_was_reached && !judgement.congested) *bound_bytes_ += *bound_bytes_ / 8;
  const bool was_listening = cycle_.listening();
  const auto entered = cycle_.on_ack(facts);
  if (cycle_.listening() && !was_listening) model_.begin_round(sample.total_delivered_bytes);
  // What becomes of the round that listened comes in with the next one.
  if (was_listening && entered == BbrProbeCycle::Phase::cruise) listened_ = true;
  if (entered == BbrProbeCycle::Phase::down) begin_down(sample);
  if (entered == BbrProbeCycle::Phase::refill) {
    model_.forget_bound();
    // Probing sends a quarter more: what was too much may not be any more.
    if (bound_bytes_) *bound_bytes_ += *bound_bytes_ / 4;
  }
}

/// All who share the path send too much together: more is lost than the path loses by itself
/// (`congested`), or a queue stands although nobody here is probing.
void Bbr::answer_congestion(const AckSample& sample, const BbrRound& round, bool congested) {
  const auto phase = cycle_.phase();
  const bool queue_stands =
      round.least_round_trip && !round.app_limited && model_.shows_queue(*round.least_round_trip);
  if (phase == BbrProbeCycle::Phase::cruise && queue_stands && round.best_rate) {
    // The share that is had, not the larger one that probing once had: so the queue drains, and
    // flows that share the path come to equal shares.
    model_.bound_bandwidth(*round.best_rate);
  }
  if (!congested) return;
  if (phase == BbrProbeCycle::Phase::up || phase == BbrProbeCycle::Phase::refill) {
    bound_bytes_ =
        std::max(sample.in_flight_bytes, percent_of(full_path_bytes(), bbr_beta_percent));
    return;
  }
  const auto bandwidth = model_.bandwidth();
  if (!bandwidth) return;
  const BitRate reduced = share_of(*bandwidth, bbr_beta_percent, 100);
  model_.bound_bandwidth(std::max(reduced, round.best_rate.value_or(reduced)));
}

void Bbr::enter_probe_bw(const AckSample& sample) {
  state_ = State::probe_bw;
  cycle_.begin(sample.now);
  begin_down(sample);
}

void Bbr::begin_down(const AckSample& sample) {
  model_.advance_cycle();
  model_.begin_round(sample.total_delivered_bytes);
  listened_ = false;
}

void Bbr::enter_probe_rtt() {
  state_ = State::probe_rtt;
  window_to_restore_ = window_bytes_;
  probe_rtt_.begin();
}

void Bbr::run_probe_rtt(const AckSample& sample, const std::optional<BbrRound>& round) {
  const bool over = probe_rtt_.on_ack(
      sample.now, sample.in_flight_bytes, probe_rtt_window_bytes(), round.has_value(),
      round ? round->least_round_trip : std::nullopt, sample.round_trip);
  if (!over) return;
  if (const auto least = probe_rtt_.least()) {
    model_.replace_round_trip(sample.now, *least);
  } else {
    model_.confirm_round_trip(sample.now);
  }
  window_bytes_ = std::max(window_bytes_, window_to_restore_);
  enter_probe_bw(sample);
}

void Bbr::on_timeout(std::uint64_t, bool repeated) {
  // The model still holds; but for a round trip nothing is known to have arrived.
  if (!repeated) window_to_restore_ = std::max(window_to_restore_, window_bytes_);
  window_bytes_ = least_window_bytes();
}

void Bbr::on_recovered() {
  if (state_ == State::probe_rtt) return;
  window_bytes_ = std::max(window_bytes_, window_to_restore_);
  window_to_restore_ = 0;
}

}  // namespace acklab::congestion
