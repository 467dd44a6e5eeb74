#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "net/congestion/ack_sample.hpp"
#include "net/congestion/congestion_control.hpp"

namespace acklab::congestion {

/// Where a controller starts.
struct ControllerSettings {
  std::uint32_t segment_bytes = 536;          // SMSS (RFC 5681 §2): payload of a full segment
  std::uint64_t initial_window_bytes = 5360;  // IW
  std::optional<Duration> round_trip = std::nullopt;  // the handshake's
  std::uint64_t seed = 0;                             // of what a controller leaves to chance
};

/// Decides how many bytes may be in flight. It neither sends nor detects loss: it is told.
class Controller {
 public:
  Controller() = default;
  Controller(const Controller&) = delete;
  Controller& operator=(const Controller&) = delete;
  virtual ~Controller() = default;

  /// Bytes were delivered outside fast recovery; of a controller that follows a model of the path,
  /// any acknowledgement that delivered bytes or revealed a loss.
  virtual void on_ack(const AckSample& sample) = 0;
  /// Loss found without a timeout: at most once a window of data. `flight_bytes` is what was
  /// outstanding (FlightSize, RFC 5681 §2).
  virtual void on_loss_event(std::uint64_t flight_bytes) = 0;
  /// The peer tells of a mark (RFC 3168 §6.1.2): an answer as to a loss, at most once a window of
  /// data, but what it answers is certain and never taken back. The window never grows by it.
  virtual void on_congestion_mark(std::uint64_t flight_bytes) = 0;
  /// The retransmission timer expired; `repeated` when it had already expired for the same data
  /// (RFC 5681 §3.1: then ssthresh stays).
  virtual void on_timeout(std::uint64_t flight_bytes, bool repeated) = 0;
  /// Everything outstanding when loss was found has been acknowledged.
  virtual void on_recovered() = 0;
  /// The last reduction was a mistake, nothing had been lost: back to the window before it (RFC
  /// 4015 §3.2). A controller that does not answer loss with a reduction has nothing to do.
  virtual void on_spurious_loss() {}
  /// Nothing was sent for longer than a retransmission timeout (RFC 5681 §4.1).
  virtual void on_idle_restart() = 0;

  /// A full segment holds so many bytes from now on: the path's MTU was found to be another.
  virtual void on_segment_bytes(std::uint32_t /*bytes*/) {}

  /// Whether it decides from measured rates and round trips what a loss means. Then it hears of
  /// every acknowledgement, and no rule of recovery beside its window limits the sender.
  [[nodiscard]] virtual bool follows_model() const { return false; }
  /// How fast to send; nothing when the window alone decides.
  [[nodiscard]] virtual std::optional<BitRate> pacing_rate() const { return std::nullopt; }

  [[nodiscard]] virtual std::uint64_t window_bytes() const = 0;
  /// ssthresh; nothing while it is unlimited.
  [[nodiscard]] virtual std::optional<std::uint64_t> slow_start_threshold_bytes() const = 0;
  [[nodiscard]] bool in_slow_start() const {
    const auto threshold = slow_start_threshold_bytes();
    return !threshold || window_bytes() < *threshold;
  }
};

/// A controller of `algorithm`, as it is before the first segment.
[[nodiscard]] std::unique_ptr<Controller> make_controller(CongestionControl algorithm,
                                                          const ControllerSettings& settings);

/// IW of RFC 6928 §2, for any number of segments: min(n SMSS, max(2 SMSS, n 1460)).
[[nodiscard]] std::uint64_t initial_window_bytes(std::uint32_t segments,
                                                 std::uint32_t segment_bytes);

}  // namespace acklab::congestion
