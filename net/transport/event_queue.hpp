#pragma once

#include <optional>
#include <utility>

#include "net/transport/connection_event.hpp"

namespace acklab::transport {

/// What the application has still to be told. Each kind waits at most once, so nothing piles up
/// behind an application that does not ask.
class EventQueue {
 public:
  void connected() { any_ = connected_ = true; }
  void readable() { any_ = readable_ = true; }
  void writable() { any_ = writable_ = true; }
  void urgent() { any_ = urgent_ = true; }
  void troubled(const Troubled& trouble) {
    any_ = true;
    troubled_ = trouble;
  }
  void soft_error(const SoftError& error) {
    any_ = true;
    soft_error_ = error;
  }
  void closed(const CloseReport& report) {
    any_ = true;
    closed_ = report;
  }

  [[nodiscard]] std::optional<ConnectionEvent> poll() {
    if (!any_) return std::nullopt;  // as most often
    if (take(connected_)) return Connected{};
    if (take(urgent_)) return UrgentData{};
    if (take(readable_)) return Readable{};
    if (take(writable_)) return Writable{};
    if (const auto trouble = std::exchange(troubled_, std::nullopt)) return *trouble;
    if (const auto error = std::exchange(soft_error_, std::nullopt)) return *error;
    if (const auto report = std::exchange(closed_, std::nullopt)) return Closed{*report};
    any_ = false;
    return std::nullopt;
  }

 private:
  [[nodiscard]] static bool take(bool& flag) {
    const bool was_set = flag;
    flag = false;
    return was_set;
  }

  bool any_ = false;  // there may be one
  bool connected_ = false;
  bool readable_ = false;
  bool writable_ = false;
  bool urgent_ = false;
  std::optional<Troubled> troubled_;
  std::optional<SoftError> soft_error_;
  std::optional<CloseReport> closed_;
};

}  // namespace acklab::transport
