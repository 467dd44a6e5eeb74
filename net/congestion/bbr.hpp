#pragma once

#include <cstdint>
#include <optional>

#include "net/congestion/bbr_full_pipe.hpp"
#include "net/congestion/bbr_path_model.hpp"
#include "net/congestion/bbr_probe_cycle.hpp"
#include "net/congestion/bbr_probe_rtt.hpp"
#include "net/congestion/controller.hpp"
#include "net/congestion/random_loss.hpp"

namespace acklab::congestion {

/// 4 ln 2: doubles what is delivered in a round trip.
inline constexpr std::uint64_t bbr_startup_pacing_percent = 277;

/// Sends at the rate that the path was measured to deliver, with about two bandwidth-delay products
/// in flight (draft-ietf-ccwg-bbr), and lets random loss change nothing.
///
/// Where it differs from the draft: a loss counts as congestion only beyond what the path was
/// measured to lose while it was not full (RandomLoss), and together with a round trip that shows a
/// queue; and what is known to be lost at random is sent in addition.
class Bbr final : public Controller {
 public:
  enum class State : std::uint8_t { startup, drain, probe_bw, probe_rtt };

  explicit Bbr(const ControllerSettings& settings);

  void on_ack(const AckSample& sample) override;
  void on_loss_event(std::uint64_t) override {}  // a round's losses are judged together
  void on_congestion_mark(std::uint64_t) override { marked_ = true; }
  void on_timeout(std::uint64_t flight_bytes, bool repeated) override;
  void on_recovered() override;
  void on_spurious_loss() override { on_recovered(); }  // only a timeout has cut the window
  void on_idle_restart() override {}                    // what is paced is no burst
  void on_segment_bytes(std::uint32_t bytes) override { segment_bytes_ = bytes; }
  [[nodiscard]] bool follows_model() const override { return true; }
  [[nodiscard]] std::optional<BitRate> pacing_rate() const override { return pacing_rate_; }
  [[nodiscard]] std::uint64_t window_bytes() const override { return window_bytes_; }
  [[nodiscard]] std::optional<std::uint64_t> slow_start_threshold_bytes() const override {
    return std::nullopt;
  }

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] BbrProbeCycle::Phase phase() const { return cycle_.phase(); }
  [[nodiscard]] const BbrPathModel& model() const { return model_; }
  [[nodiscard]] const RandomLoss& random_loss() const { return random_loss_; }
  /// Congestion has shown that no more fits (BBR.inflight_hi); nothing while it has not.
  [[nodiscard]] std::optional<std::uint64_t> inflight_bound_bytes() const { return bound_bytes_; }

 private:
  struct Judgement {
    bool congested = false;
    bool unexplained_loss = false;
    bool queue_seen = false;
    bool bandwidth_grew = false;
    bool marked = false;  // the path itself said that it is congested
  };
  [[nodiscard]] Judgement judge(const BbrRound& round);
  void measure_random_loss(const BbrRound& round);
  void run_startup(const AckSample& sample, const std::optional<BbrRound>& round, bool marked);
  void run_cycle(const AckSample& sample, bool round_ended, const Judgement& judgement);
  void run_probe_rtt(const AckSample& sample, const std::optional<BbrRound>& round);
  void answer_congestion(const AckSample& sample, const BbrRound& round, bool congested);
  void enter_probe_bw(const AckSample& sample);
  void begin_down(const AckSample& sample);
  void enter_probe_rtt();
  void set_pacing_rate();
  void set_window(const AckSample& sample);
  /// What is in flight when the path is just full: the delay product and what gets lost of it.
  [[nodiscard]] std::uint64_t full_path_bytes() const;
  [[nodiscard]] std::uint64_t least_window_bytes() const { return 4 * segment_bytes_; }
  [[nodiscard]] std::uint64_t probe_rtt_window_bytes() const;
  [[nodiscard]] std::uint64_t pacing_percent() const;
  [[nodiscard]] std::uint64_t window_percent() const;

  std::uint64_t segment_bytes_;
  std::uint64_t initial_window_bytes_;
  State state_ = State::startup;
  BbrPathModel model_;
  RandomLoss random_loss_;
  BbrFullPipe full_pipe_;
  BbrProbeCycle cycle_;
  BbrProbeRtt probe_rtt_;
  std::optional<std::uint64_t> bound_bytes_;
  std::optional<BitRate> known_bandwidth_;  // when the last round ended
  bool marked_ = false;    // the path said so in this round: nothing needs to be guessed
  bool listened_ = false;  // this round tells what became of the one in which phase down listened
  std::uint64_t window_bytes_;
  std::uint64_t window_to_restore_ = 0;  // from before ProbeRTT or a timeout
  std::optional<BitRate> pacing_rate_;
};

}  // namespace acklab::congestion
