#include "sim/workload/burst_loss.hpp"

#include <algorithm>

namespace acklab::workload {
namespace {

std::optional<double> share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<BurstLossMeasures> burst_loss_of(const Ledger& ledger) {
  if (ledger.sent() < 2) return std::nullopt;
  BurstLossMeasures measures;
  std::uint64_t missing = 0;
  std::uint64_t after_arrival = 0;  // messages whose forerunner came
  std::uint64_t after_missing = 0;
  std::uint64_t recoveries = 0;  // came after one that is missing
  std::uint64_t begun_after_arrival = 0;
  std::uint64_t burst = 0;
  std::optional<bool> before_is_missing;
  for (std::uint64_t number = 0; number < ledger.records().count(); ++number) {
    if (!ledger.was_sent(number)) continue;
    const bool is_missing = !ledger.oracle().has_arrived(number);
    if (before_is_missing) {
      ++(*before_is_missing ? after_missing : after_arrival);
      if (*before_is_missing && !is_missing) ++recoveries;
      if (!*before_is_missing && is_missing) ++begun_after_arrival;
    }
    if (is_missing) {
      ++missing;
      if (++burst == 1) ++measures.bursts;
      measures.longest_burst = std::max(measures.longest_burst, burst);
    } else {
      burst = 0;
    }
    before_is_missing = is_missing;
  }
  measures.mean_burst = share_of(missing, measures.bursts);
  measures.p = share_of(begun_after_arrival, after_arrival);
  measures.r = share_of(recoveries, after_missing);
  return measures;
}

}  // namespace acklab::workload
