#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

#include "net/socket/datagram_port.hpp"
#include "sim/contender/contender.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

using Port = std::unique_ptr<socket::DatagramPort>;

/// What the actor of a host exchanges its datagrams with on a path in real time; of one of the
/// flows there.
[[nodiscard]] Expected<Port, path::PathError> open_port(path::RealPath& path, path::Host host,
                                                        const RunRequest& request,
                                                        std::size_t flow = 0);

/// The job of a udp server that reads at its own pace; nullptr: it reads whatever comes.
[[nodiscard]] const workload::SlowReader* slow_udp_reader(const RunRequest& request);

/// Tells when the last packets of a run without acknowledgements have come out.
class QuietWatch {
 public:
  explicit QuietWatch(const path::RealPath& path) : path_(path) {}

  void note_activity(Instant now) { last_activity_ = std::max(last_activity_, now); }
  [[nodiscard]] bool is_quiet(Instant now) {
    if (!path_.idle()) last_activity_ = now;
    return now - last_activity_ >= quiet_time;
  }

 private:
  /// How long link and server must have been quiet before nothing is believed to be under way: on
  /// its way into and out of the link a packet is in buffers of the system that nobody can look
  /// into.
  static constexpr Duration quiet_time = std::chrono::milliseconds{200};

  const path::RealPath& path_;
  Instant last_activity_{};
};

}  // namespace acklab::contender
