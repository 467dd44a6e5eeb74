#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "net/base/bytes.hpp"
#include "sim/workload/record_marks.hpp"
#include "sim/workload/record_strip.hpp"
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
  std::string strip;  // what became of each record sent, see RecordStrip

  /// Everything sent arrived exactly once, whole and in order.
  [[nodiscard]] bool is_perfect() const {
    return intact == sent && duplicated == 0 && out_of_order == 0 && corrupted_arrivals == 0 &&
           unrecognised_bytes == 0;
  }
};

/// What the oracle says about one arrival that it could attribute.
struct Judgement {
  std::uint64_t number = 0;
  bool intact = false;
  bool first = false;         // no arrival of this record before
  bool first_intact = false;  // intact, and none before was
};

/// Told of each judgement as it is made.
class JudgementObserver {
 public:
  JudgementObserver() = default;
  JudgementObserver(const JudgementObserver&) = delete;
  JudgementObserver& operator=(const JudgementObserver&) = delete;
  virtual ~JudgementObserver() = default;
  virtual void note_judgement(const Judgement& judgement) = 0;
};

/// Judges what arrives at the receiving application, outside of every transport.
class Oracle {
 public:
  /// `observer` must outlive it; nullptr: nobody wants to know.
  explicit Oracle(const Records& records, JudgementObserver* observer = nullptr);

  /// A message arrived as a datagram.
  void handle_message(ByteView message);
  /// Octets of a byte stream arrived: cut into records by their sizes, in any portions.
  void handle_stream(ByteView octets);

  /// Distinct octets delivered intact so far; for progress.
  [[nodiscard]] std::uint64_t intact_bytes() const { return integrity_.intact_bytes; }
  [[nodiscard]] bool all_intact() const;
  /// The verdict, given that the first `sent` records were handed over.
  [[nodiscard]] Integrity verdict(std::uint64_t sent) const;
  /// The verdict, given that the records with a mark were handed over; a mark for each record.
  [[nodiscard]] Integrity verdict(const std::vector<bool>& sent) const;
  /// Whether any arrival, whole or damaged, was this record; number < the count of records.
  [[nodiscard]] bool has_arrived(std::uint64_t number) const { return seen_.at(number).any(); }

 private:
  void judge(std::uint64_t number, std::size_t bytes, bool intact);
  void judge_next_in_stream(ByteView octets);

  [[nodiscard]] Integrity without_records() const;
  void count(Integrity& verdict, RecordStrip& strip, std::uint64_t number) const;
  [[nodiscard]] std::string told(RecordStrip strip) const;

  Records records_;
  JudgementObserver* observer_;
  Integrity integrity_;
  RecordMarks seen_;
  OddArrivals odd_;
  std::uint64_t highest_seen_ = 0;
  bool any_seen_ = false;
  Bytes partial_;  // of the stream's record under way
  std::uint64_t next_in_stream_ = 0;
};

}  // namespace acklab::workload
