#include <algorithm>

#include "sim/takeapart/search.hpp"
#include "sim/takeapart/shrink.hpp"

namespace acklab::takeapart {
namespace {

using Count = std::optional<std::uint64_t>;

struct CountOf {
  Count operator()(const workload::Bulk& bulk) const {
    if (bulk.message_bytes == 0) return std::nullopt;
    return (bulk.bytes + bulk.message_bytes - 1) / bulk.message_bytes;
  }
  Count operator()(const workload::Exchange& exchange) const { return exchange.count; }
  Count operator()(const workload::Periodic& periodic) const { return periodic.count; }
  Count operator()(const workload::WritePattern& pattern) const { return pattern.repeat; }
  Count operator()(const workload::SlowReader&) const { return std::nullopt; }
  Count operator()(const workload::Idle&) const { return std::nullopt; }
  Count operator()(const workload::Flows&) const { return std::nullopt; }
  /// A part of a picture is another picture.
  Count operator()(const workload::PictureJob&) const { return std::nullopt; }
};

struct SetCount {
  std::uint64_t count = 0;

  void operator()(workload::Bulk& bulk) const { bulk.bytes = count * bulk.message_bytes; }
  void operator()(workload::Exchange& exchange) const { exchange.count = count; }
  void operator()(workload::Periodic& periodic) const { periodic.count = count; }
  void operator()(workload::WritePattern& pattern) const { pattern.repeat = count; }
  void operator()(workload::SlowReader&) const {}
  void operator()(workload::Idle&) const {}
  void operator()(workload::Flows&) const {}
  void operator()(workload::PictureJob&) const {}
};

/// As many messages as are wanted, each a segment at most.
struct MadeSmall {
  std::uint64_t wanted = 0;
  std::uint32_t segment_bytes = 0;

  void operator()(workload::Bulk& bulk) const {
    bulk.message_bytes = segment_bytes;
    bulk.bytes = wanted * segment_bytes;
  }
  void operator()(workload::Exchange& exchange) const {
    exchange.request_bytes = std::min(exchange.request_bytes, segment_bytes);
    exchange.answer_bytes = std::min(exchange.answer_bytes, segment_bytes);
    exchange.count = std::min(exchange.count, wanted);
  }
  void operator()(workload::Periodic& periodic) const {
    periodic.message_bytes = std::min(periodic.message_bytes, segment_bytes);
    periodic.count = std::min(periodic.count, wanted);
  }
  void operator()(workload::WritePattern&) const {}
  void operator()(workload::SlowReader&) const {}
  void operator()(workload::Idle&) const {}
  void operator()(workload::Flows&) const {}
  void operator()(workload::PictureJob& job) const {
    job.message_bytes = std::min(job.message_bytes, segment_bytes);
  }
};

}  // namespace

std::optional<std::uint64_t> records_in(const workload::Workload& job) {
  return std::visit(CountOf{}, job);
}

std::optional<workload::Workload> with_records(const workload::Workload& job,
                                               std::uint64_t records) {
  const auto now = records_in(job);
  if (!now || records == 0 || records > *now) return std::nullopt;
  if (records == *now) return job;
  workload::Workload smaller = job;
  std::visit(SetCount{records}, smaller);
  return smaller;
}

workload::Workload small_job(workload::Workload job, std::uint64_t wanted,
                             std::uint32_t segment_bytes) {
  std::visit(MadeSmall{wanted, segment_bytes}, job);
  return job;
}

}  // namespace acklab::takeapart
