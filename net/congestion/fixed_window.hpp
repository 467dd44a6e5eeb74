#pragma once

#include "net/congestion/controller.hpp"

namespace acklab::congestion {

/// No congestion control: whatever happens, the window never limits.
class FixedWindow final : public Controller {
 public:
  void on_ack(const AckSample& sample) override;
  void on_loss_event(std::uint64_t flight_bytes) override;
  void on_congestion_mark(std::uint64_t flight_bytes) override;
  void on_timeout(std::uint64_t flight_bytes, bool repeated) override;
  void on_recovered() override;
  void on_idle_restart() override;
  [[nodiscard]] std::uint64_t window_bytes() const override;
  [[nodiscard]] std::optional<std::uint64_t> slow_start_threshold_bytes() const override;
};

}  // namespace acklab::congestion
