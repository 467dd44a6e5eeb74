#pragma once

#include <span>
#include <string_view>

#include "sim/link/parameter.hpp"

namespace acklab::workload {

/// One kind of job, documented once, next to the code that does it: scenarios/WORKLOADS.md and the
/// workload's part of the schema are made from these (`./dev generate`), and a test compares them
/// with what the reader takes.
struct KindDescription {
  std::string_view name;      // the value of "kind"
  std::string_view meaning;   // what the applications do
  std::string_view measures;  // what is measured, and what it is over datagrams
  /// What stands beside "kind".
  std::span<const link::Parameter> parameters;
  /// Jobs that show it, one a line: the reader is tried on them.
  std::string_view examples;
};

/// In teaching order.
[[nodiscard]] std::span<const KindDescription> kind_descriptions();

}  // namespace acklab::workload
