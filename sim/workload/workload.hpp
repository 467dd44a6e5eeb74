#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "sim/workload/bulk.hpp"
#include "sim/workload/exchange.hpp"
#include "sim/workload/flows.hpp"
#include "sim/workload/idle.hpp"
#include "sim/workload/periodic.hpp"
#include "sim/workload/picture_job.hpp"
#include "sim/workload/slow_reader.hpp"
#include "sim/workload/write_pattern.hpp"

namespace acklab::workload {

/// Smallest record: 8 octets for its number at either end, so that damage to one is seen by the
/// other.
inline constexpr std::uint32_t min_message_bytes = 16;
/// Largest record: what one UDP datagram holds over IPv4.
inline constexpr std::uint32_t max_message_bytes = 65'507;

/// What the application wants done.
using Workload =
    std::variant<Bulk, Exchange, Periodic, WritePattern, SlowReader, Idle, Flows, PictureJob>;

/// As written in scenarios.
[[nodiscard]] const char* kind_name(const Workload& workload);
/// What a complete job delivers, both directions together; 0: it goes by time.
[[nodiscard]] std::uint64_t total_bytes(const Workload& workload);
/// The largest messages there and back; 0: none.
struct MessageSizes {
  std::uint32_t there = 0;
  std::uint32_t back = 0;
};
[[nodiscard]] MessageSizes largest_messages(const Workload& workload);
/// Whether the client sends all it has as fast as its way across takes it: then the goodput says
/// how fast that is, and udp has to be paced.
[[nodiscard]] bool sends_all_at_once(const Workload& workload);
/// Whether anybody listens at the server.
[[nodiscard]] bool has_server(const Workload& workload);
/// Whether the application asks for Nagle's algorithm to be off (TCP_NODELAY).
[[nodiscard]] bool wants_no_delay(const Workload& workload);
/// How often each message goes over datagrams; nothing: this kind of job knows no copies.
[[nodiscard]] std::optional<std::uint32_t> copies_of(const Workload& workload);
/// The same job with each message sent so often; as it is where it knows no copies.
[[nodiscard]] Workload in_copies(Workload workload, std::uint32_t copies);

}  // namespace acklab::workload
