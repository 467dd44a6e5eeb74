#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <time.h>

#include "net/socket/file_descriptor.hpp"
#include "sim/link/link.hpp"
#include "sim/path/intake_watch.hpp"
#include "sim/path/lateness_histogram.hpp"
#include "sim/path/packet_port.hpp"
#include "sim/path/wake_up_watch.hpp"

namespace acklab::path {

/// The carrier: a thread that owns a link and moves packets between its two ends in real time.
///
/// Each packet is accepted with the instant it was read and released at the instant the link
/// intended: being late once delays nothing that follows. The thread sleeps while no packet is
/// near its release, and watches the clock for the last microseconds only, because a sleeping
/// thread wakes late.
class LinkThread {
 public:
  /// Starts the thread. Both ports must outlive it.
  LinkThread(const link::LinkSettings& settings, std::uint64_t seed, PacketPort& client,
             PacketPort& server);
  LinkThread(const LinkThread&) = delete;
  LinkThread& operator=(const LinkThread&) = delete;
  ~LinkThread();

  /// `sink` runs in the carrier thread, from the next packet on.
  void record_fates(link::Link::FateSink sink);
  /// `sink` is called for each packet that leaves the link, in the carrier thread too.
  void record_releases(link::Link::ReleaseSink sink);
  void record_crossings(link::Link::CrossingSink sink);

  /// True when no packet is on the link and none waits to be read from either host. A packet that
  /// has left the link has reached the other host's socket or stack by then.
  [[nodiscard]] bool idle() const;

  /// Ends the thread. Packets still under way stay where they are. May be called again.
  void stop();

  /// Only after stop.
  [[nodiscard]] const link::Counters& counters(link::Direction direction) const;
  [[nodiscard]] link::QueueDelay queue_delay(link::Direction direction) const;
  [[nodiscard]] const LatenessHistogram& lateness(link::Direction direction) const;
  /// At most so long packets waited for the carrier to take them in.
  [[nodiscard]] const LatenessHistogram& intake(link::Direction direction) const;

 private:
  /// Which ports have packets waiting, and whether there is any reason to look up from waiting.
  struct Input {
    bool any = false;
    bool client = false;
    bool server = false;
  };

  void run();
  void release_due();
  void accept_waiting(const Input& input);
  void take_from(PacketPort& port, link::Direction direction);
  /// Waits for packets, a stop or the next release.
  [[nodiscard]] Input wait_for_work();
  /// Waits for packets, a stop or the end of `span` (nothing: as long as it takes).
  [[nodiscard]] Input wait_for_input(std::optional<Duration> span);
  /// The same, and nothing else; null: as long as it takes.
  [[nodiscard]] Input look(const timespec* span);

  PacketPort& client_;
  PacketPort& server_;
  socket::FileDescriptor stop_event_;
  std::mutex mutex_;  // link_ and releases_, between the carrier thread and record_…
  link::Link link_;
  link::Link::ReleaseSink releases_;
  WakeUpWatch watch_;
  LatenessHistogram forward_lateness_;
  LatenessHistogram reverse_lateness_;
  IntakeWatch forward_intake_;
  IntakeWatch reverse_intake_;
  Bytes space_;  // for the next packet; empty when there is none to spare
  std::vector<Bytes> spares_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> link_idle_{true};
  std::thread thread_;
};

}  // namespace acklab::path
