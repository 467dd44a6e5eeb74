#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "sim/workload/ledger.hpp"
#include "sim/workload/measures.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::workload {

/// All the books of one job: of what went from the client to the server, of what came back, and
/// what its kind writes down beside.
class Books {
 public:
  /// The content of the records derives from `seed`.
  Books(const Workload& workload, std::uint64_t seed);
  Books(const Books&) = delete;
  Books& operator=(const Books&) = delete;

  Ledger there;
  std::optional<Ledger> back;  // where the job has answers

  /// What this kind of job writes down; it must be the right one.
  template <typename Log>
  [[nodiscard]] Log& log() {
    return std::get<Log>(log_);
  }

  /// Both directions together.
  [[nodiscard]] Integrity verdict() const;
  [[nodiscard]] Arrivals arrivals() const;
  [[nodiscard]] std::uint64_t intact_bytes() const;
  [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }

  /// What was measured, as things stand at `now`; `messages`: over datagrams, or what comes to the
  /// same.
  [[nodiscard]] Measures measures(Instant now, bool messages) const;
  /// What came of a picture, as long as these books live; nothing: this is another kind of job.
  [[nodiscard]] std::optional<ReceivedPicture> picture(bool messages) const;

 private:
  using Log = std::variant<std::monostate, ExchangeLog, PeriodicLog, PatternLog, ReadLog, IdleLog,
                           PictureLog>;
  static Log make_log(const Workload& workload);

  Log log_;
  std::uint64_t total_bytes_;
  bool sends_all_at_once_;
};

/// The records that `workload` moves from the client to the server, their content derived from
/// `seed`.
[[nodiscard]] Records records_of(const Workload& workload, std::uint64_t seed);
/// And those that come back; nothing: none do.
[[nodiscard]] std::optional<Records> answer_records_of(const Workload& workload,
                                                       std::uint64_t seed);

}  // namespace acklab::workload
