#pragma once

#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/event_loop.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/slow_reader.hpp"

namespace acklab::contender {

/// Reads a UDP socket at an application's own pace, so that what comes meanwhile waits in the
/// system's buffer, or finds it full. Hands what it read to an actor that sends nothing.
class SlowPortReader {
 public:
  SlowPortReader(socket::EventLoop& loop, socket::DatagramPort& port, DatagramActor& actor,
                 const workload::SlowReader& reader, workload::ReadLog& log);
  SlowPortReader(const SlowPortReader&) = delete;
  SlowPortReader& operator=(const SlowPortReader&) = delete;
  ~SlowPortReader();

  /// From when on it waits.
  void start(Instant now);
  /// The latest look found nothing waiting.
  [[nodiscard]] bool found_nothing() const { return found_nothing_; }
  /// When it last read something, or looked for the first time.
  [[nodiscard]] Instant last_activity() const { return last_activity_; }

 private:
  void read();
  bool read_one(Instant now);

  socket::EventLoop& loop_;
  socket::DatagramPort& port_;
  DatagramActor& actor_;
  workload::SlowReader reader_;
  workload::ReadLog& log_;
  Bytes buffer_;
  std::optional<socket::TimerId> timer_;
  bool found_nothing_ = false;
  Instant last_activity_{};
};

}  // namespace acklab::contender
