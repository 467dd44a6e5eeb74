#pragma once

#include <optional>

#include "net/transport/connection_event.hpp"

namespace acklab::transport {

/// What the application has still to be told. Each kind waits at most once, so nothing piles up
/// behind an application that does not ask.
class EventQueue {
 public:
  void connected() { connected_ = true; }
  void readable() { readable_ = true; }
  void writable() { writable_ = true; }
  void closed(const CloseReport& report) { closed_ = report; }

  [[nodiscard]] std::optional<ConnectionEvent> poll() {
    if (take(connected_)) return Connected{};
    if (take(readable_)) return Readable{};
    if (take(writable_)) return Writable{};
    if (!closed_) return std::nullopt;
    const Closed last{*closed_};
    closed_.reset();
    return last;
  }

 private:
  [[nodiscard]] static bool take(bool& flag) {
    const bool was_set = flag;
    flag = false;
    return was_set;
  }

  bool connected_ = false;
  bool readable_ = false;
  bool writable_ = false;
  std::optional<CloseReport> closed_;
};

}  // namespace acklab::transport
