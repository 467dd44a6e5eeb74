#pragma once

#include <memory>

#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::workload {

/// Both sides of a job.
template <typename Application>
struct Sides {
  std::unique_ptr<Application> client;
  std::unique_ptr<Application> server;
};

/// The job over byte streams; the applications write into `books`, which must be of the same
/// workload and outlive them.
[[nodiscard]] Sides<StreamApplication> make_stream_sides(const Workload& workload, Books& books);
/// The same job over datagrams.
[[nodiscard]] Sides<MessageApplication> make_message_sides(const Workload& workload, Books& books);

}  // namespace acklab::workload
