#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "sim/contender/contender.hpp"
#include "sim/path/one_at_a_time.hpp"

namespace acklab::capture {

/// Writes each record that reaches a receiving application as a line of CSV
/// (scenarios/CAPTURES.md). A record without a line never came. From any thread.
class RecordLog {
 public:
  using Output = std::function<void(std::string_view)>;

  /// `of_flows`: several share the link, and each line says whose it is.
  RecordLog(bool of_flows, Output output);

  /// Instants count from the first packet on the link.
  void crossed(Instant at);
  void arrived(const contender::RecordArrival& arrival);

 private:
  path::OneAtATime turn_;
  bool of_flows_;
  Output output_;
  std::optional<Instant> origin_;
};

}  // namespace acklab::capture
