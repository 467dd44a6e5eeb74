#pragma once

#include "net/congestion/controller.hpp"

namespace acklab::congestion {

/// RFC 5681 slow start and congestion avoidance with appropriate byte counting (RFC 3465).
class NewReno final : public Controller {
 public:
  explicit NewReno(const ControllerSettings& settings);

  void on_ack(const AckSample& sample) override;
  void on_loss_event(std::uint64_t flight_bytes) override;
  void on_congestion_mark(std::uint64_t flight_bytes) override;
  void on_timeout(std::uint64_t flight_bytes, bool repeated) override;
  void on_recovered() override;
  void on_spurious_loss() override;
  void on_idle_restart() override;
  void on_segment_bytes(std::uint32_t bytes) override { segment_bytes_ = bytes; }
  [[nodiscard]] std::uint64_t window_bytes() const override { return window_bytes_; }
  [[nodiscard]] std::optional<std::uint64_t> slow_start_threshold_bytes() const override {
    return threshold_bytes_;
  }

 private:
  struct Before {
    std::uint64_t window_bytes;
    std::optional<std::uint64_t> threshold_bytes;
  };
  [[nodiscard]] std::uint64_t halved(std::uint64_t flight_bytes) const;

  std::uint64_t segment_bytes_;
  std::uint64_t initial_window_bytes_;
  std::uint64_t window_bytes_;
  std::optional<std::uint64_t> threshold_bytes_;
  std::uint64_t counted_bytes_ = 0;  // delivered in congestion avoidance since the window last grew
  std::optional<Before> before_reduction_;
  bool after_timeout_ = false;  // until what the timeout found outstanding is acknowledged
};

}  // namespace acklab::congestion
