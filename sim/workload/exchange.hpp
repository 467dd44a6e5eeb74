#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::workload {

/// What the exchanges of a job share.
enum class ConnectionUse : std::uint8_t {
  kept,         // one connection for all of them
  per_request,  // a connection of its own for each, closed by the server behind its answer
};

/// Requests and answers, one exchange after the other. Measures the latency of each: from when the
/// client wants it, which may be before it is connected, to the last octet of the answer.
///
/// Over datagrams a request is one datagram and an answer another; what is lost is lost, unless
/// there are retries: after `timeout` the client asks again or goes on with the next.
struct Exchange {
  std::uint64_t count = 0;
  std::uint32_t request_bytes = 100;
  std::uint32_t answer_bytes = 1000;
  Duration think{};  // the server's, from a whole request to its answer
  Duration gap{};    // the client's, from one exchange to the next
  ConnectionUse connection = ConnectionUse::kept;
  bool no_delay = true;  // Nagle's algorithm off
  // Over datagrams.
  Duration timeout = std::chrono::seconds{1};
  std::uint32_t retries = 0;
  std::uint32_t copies = 1;  // of each request, and of each answer

  friend bool operator==(const Exchange&, const Exchange&) = default;
};

}  // namespace acklab::workload
