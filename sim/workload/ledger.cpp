#include "sim/workload/ledger.hpp"

namespace acklab::workload {

void Ledger::handle_message(Instant now, ByteView message) {
  const std::uint64_t before = oracle_.intact_bytes();
  oracle_.handle_message(message);
  note_arrival(now, before);
}

void Ledger::handle_stream(Instant now, ByteView octets) {
  const std::uint64_t before = oracle_.intact_bytes();
  oracle_.handle_stream(octets);
  note_arrival(now, before);
}

void Ledger::note_arrival(Instant now, std::uint64_t intact_bytes_before) {
  if (!arrivals_.first) arrivals_.first = now;
  arrivals_.last = now;
  if (oracle_.intact_bytes() != intact_bytes_before) arrivals_.last_intact = now;
}

}  // namespace acklab::workload
