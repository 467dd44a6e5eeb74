#include "sim/contender/theory_job_inputs.hpp"

#include <algorithm>
#include <variant>

namespace acklab::contender {
namespace {

using Known = std::optional<TheoryInput>;

}  // namespace

Known bytes_of_job(const RunRequest& request) {
  if (const auto* bulk = std::get_if<workload::Bulk>(&request.workload)) {
    return TheoryInput{static_cast<double>(bulk->bytes), "workload.bytes"};
  }
  if (const auto* slow = std::get_if<workload::SlowReader>(&request.workload)) {
    return TheoryInput{static_cast<double>(slow->bytes), "workload.bytes"};
  }
  if (std::holds_alternative<workload::PictureJob>(request.workload)) {
    return TheoryInput{static_cast<double>(workload::total_bytes(request.workload)),
                       "workload: pixels and numbers"};
  }
  return std::nullopt;
}

Known exchanges_on_a_connection(const RunRequest& request) {
  const auto* exchange = std::get_if<workload::Exchange>(&request.workload);
  if (exchange == nullptr) return std::nullopt;
  if (exchange->connection == workload::ConnectionUse::per_request) {
    return TheoryInput{1, "workload.connection"};
  }
  return TheoryInput{static_cast<double>(exchange->count), "workload.count"};
}

Known interval_of_job(const RunRequest& request) {
  const auto* periodic = std::get_if<workload::Periodic>(&request.workload);
  if (periodic == nullptr) return std::nullopt;
  return TheoryInput{to_seconds(periodic->interval), "workload.interval"};
}

Known slack_of_job(const RunRequest& request) {
  const auto* periodic = std::get_if<workload::Periodic>(&request.workload);
  if (periodic == nullptr || !periodic->deadline) return std::nullopt;
  const Duration slack = *periodic->deadline - request.link.forward.delay;
  return TheoryInput{to_seconds(std::max(slack, Duration::zero())),
                     "workload.deadline - link.forward.delay"};
}

Known copies_of_job(const RunRequest& request) {
  const auto copies = workload::copies_of(request.workload);
  if (!copies) return std::nullopt;
  const bool sends_them = request.contender.kind == Kind::udp;
  return TheoryInput{sends_them ? static_cast<double>(*copies) : 1.0,
                     sends_them
                         ? (request.contender.copies ? "the contender's copies" : "workload.copies")
                         : "a stream sends once"};
}

}  // namespace acklab::contender
