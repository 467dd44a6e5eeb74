#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>

namespace acklab::workload {

/// What the system said to the client's calls that send a datagram.
struct SendMeasures {
  std::uint64_t calls = 0;
  std::uint64_t refused = 0;  // whatever for
  /// Of these: larger than any datagram (EMSGSIZE), and nobody listens there, which the network
  /// told of an earlier datagram (ECONNREFUSED).
  std::uint64_t refused_for_size = 0;
  std::uint64_t refused_by_peer = 0;
  std::optional<std::uint64_t> first_refused_call;  // counted from 1
  std::optional<std::uint64_t> largest_taken_bytes;
  std::optional<std::uint64_t> smallest_refused_bytes;  // of those refused for their size
};

/// Counts such calls. A refusal is of the latest call.
class SendLog {
 public:
  void note_call(std::uint64_t bytes) {
    note_taken();
    ++told_.calls;
    latest_bytes_ = bytes;
  }

  void note_refused(const std::error_code& why) {
    ++told_.refused;
    if (!told_.first_refused_call) told_.first_refused_call = told_.calls;
    if (why == std::errc::message_size) {
      ++told_.refused_for_size;
      const std::uint64_t bytes = latest_bytes_.value_or(0);
      told_.smallest_refused_bytes = std::min(told_.smallest_refused_bytes.value_or(bytes), bytes);
    }
    if (why == std::errc::connection_refused) ++told_.refused_by_peer;
    latest_bytes_.reset();
  }

  [[nodiscard]] SendMeasures measures() const {
    SendLog whole = *this;
    whole.note_taken();
    return whole.told_;
  }

 private:
  void note_taken() {
    if (!latest_bytes_) return;
    told_.largest_taken_bytes = std::max(told_.largest_taken_bytes.value_or(0), *latest_bytes_);
    latest_bytes_.reset();
  }

  SendMeasures told_;
  std::optional<std::uint64_t> latest_bytes_;  // of the latest call, as long as it may be refused
};

}  // namespace acklab::workload
