#pragma once

#include <cstdint>
#include <memory>

#include "sim/workload/application.hpp"
#include "sim/workload/ledger.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::workload {

/// Both sides of a job.
template <typename Application>
struct Sides {
  std::unique_ptr<Application> client;
  std::unique_ptr<Application> server;
};

/// The records that `workload` moves, their content derived from `seed`.
[[nodiscard]] Records records_of(const Workload& workload, std::uint64_t seed);

/// The job over a byte stream; the applications write their books into `ledger`, which must outlive
/// them.
[[nodiscard]] Sides<StreamApplication> make_stream_sides(const Workload& workload, Ledger& ledger);
/// The same job over datagrams.
[[nodiscard]] Sides<MessageApplication> make_message_sides(const Workload& workload,
                                                           Ledger& ledger);

}  // namespace acklab::workload
