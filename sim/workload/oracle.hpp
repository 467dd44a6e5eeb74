#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/base/bytes.hpp"
#include "sim/workload/records.hpp"

namespace acklab::workload {

/// What the receiving application really got, in records.
///
/// Each record sent is counted in exactly one of intact, corrupted and missing; duplicated and
/// out_of_order count arrivals on top.
struct Integrity {
  std::uint64_t sent = 0;        // records the application handed to its way across
  std::uint64_t intact = 0;      // arrived at least once exactly as sent
  std::uint64_t corrupted = 0;   // arrived, but only damaged
  std::uint64_t missing = 0;     // never arrived: sent − intact − corrupted
  std::uint64_t duplicated = 0;  // arrivals beyond the first of a record
  std::uint64_t out_of_order =
      0;  // first arrivals behind a record with a higher number (RFC 4737 §3.3)
  std::uint64_t corrupted_arrivals = 0;  // damaged arrivals, attributed or not
  std::uint64_t unrecognised_bytes = 0;  // of a stream: left over or beyond the last record
  std::uint64_t intact_bytes = 0;

  /// Everything sent arrived exactly once, whole and in order.
  [[nodiscard]] bool is_perfect() const {
    return intact == sent && duplicated == 0 && out_of_order == 0 && corrupted_arrivals == 0 &&
           unrecognised_bytes == 0;
  }
};

/// Judges what arrives at the receiving application, outside of every transport.
class Oracle {
 public:
  explicit Oracle(const Records& records);

  /// A message arrived as a datagram.
  void handle_message(ByteView message);
  /// Octets of a byte stream arrived: cut into records by their sizes, in any portions.
  void handle_stream(ByteView octets);

  /// Distinct octets delivered intact so far; for progress.
  [[nodiscard]] std::uint64_t intact_bytes() const { return integrity_.intact_bytes; }
  [[nodiscard]] bool all_intact() const;
  /// The verdict, given that the first `sent` records were handed over.
  [[nodiscard]] Integrity verdict(std::uint64_t sent) const;

 private:
  void judge(std::uint64_t number, std::size_t bytes, bool intact);
  void judge_next_in_stream(ByteView octets);

  Records records_;
  Integrity integrity_;
  std::vector<std::uint8_t> seen_;  // per record: bit 0 intact, bit 1 damaged
  std::uint64_t highest_seen_ = 0;
  bool any_seen_ = false;
  Bytes partial_;  // of the stream's record under way
  std::uint64_t next_in_stream_ = 0;
};

}  // namespace acklab::workload
