#pragma once

#include <cstdint>
#include <optional>

#include "net/congestion/controller.hpp"
#include "net/congestion/cubic_curve.hpp"
#include "net/congestion/hystart.hpp"

namespace acklab::congestion {

/// CUBIC (RFC 9438) with HyStart++ in the first slow start (RFC 9406).
class Cubic final : public Controller {
 public:
  explicit Cubic(const ControllerSettings& settings);

  void on_ack(const AckSample& sample) override;
  void on_loss_event(std::uint64_t flight_bytes) override;
  void on_congestion_mark(std::uint64_t flight_bytes) override;
  void on_timeout(std::uint64_t flight_bytes, bool repeated) override;
  void on_recovered() override { after_timeout_ = false; }
  void on_spurious_loss() override;
  void on_idle_restart() override;
  void on_segment_bytes(std::uint32_t bytes) override { segment_bytes_ = bytes; }
  [[nodiscard]] std::uint64_t window_bytes() const override { return window_ / fine; }
  [[nodiscard]] std::optional<std::uint64_t> slow_start_threshold_bytes() const override {
    return threshold_bytes_;
  }
  /// W_max: where the last loss found the window.
  [[nodiscard]] std::uint64_t plateau_bytes() const { return plateau_bytes_; }

 private:
  /// Windows are kept in so many parts of a byte: an acknowledgement may be worth less than one.
  static constexpr std::uint64_t fine = 1024;

  /// One congestion avoidance, from loss to loss.
  struct Epoch {
    CubicCurve curve;
    Instant began;
    std::uint64_t reno_window;  // W_est (§4.3), in parts of a byte
  };

  /// What a reduction changed (§4.9).
  struct Before {
    std::uint64_t window;
    std::optional<std::uint64_t> threshold_bytes;
    HyStart hystart;
    std::uint64_t plateau_bytes;
    std::uint64_t prior_window_bytes;
    std::optional<Epoch> epoch;
  };

  void grow_in_slow_start(const AckSample& sample);
  void avoid_congestion(const AckSample& sample);
  void begin_epoch(Instant now);
  void reduce(std::uint64_t flight_bytes);

  std::uint64_t segment_bytes_;
  std::uint64_t initial_window_bytes_;
  std::uint64_t window_;  // in parts of a byte
  std::optional<std::uint64_t> threshold_bytes_;
  HyStart hystart_;
  std::uint64_t plateau_bytes_ = 0;
  std::uint64_t prior_window_bytes_ = 0;  // cwnd_prior: before the last reduction
  bool flat_epoch_ = false;               // after a timeout K is 0 (§4.8)
  bool after_timeout_ = false;  // until what the timeout found outstanding is acknowledged
  std::optional<Epoch> epoch_;
  std::optional<Before> before_reduction_;
  std::optional<Instant> last_ack_;
};

}  // namespace acklab::congestion
