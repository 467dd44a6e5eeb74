#include "sim/takeapart/shrink.hpp"

namespace acklab::takeapart {

std::optional<std::uint64_t> records_in(const workload::Workload& job) {
  const auto* bulk = std::get_if<workload::Bulk>(&job);
  if (bulk == nullptr || bulk->message_bytes == 0) return std::nullopt;
  return (bulk->bytes + bulk->message_bytes - 1) / bulk->message_bytes;
}

std::optional<workload::Workload> with_records(const workload::Workload& job,
                                               std::uint64_t records) {
  const auto now = records_in(job);
  if (!now || records == 0 || records > *now) return std::nullopt;
  if (records == *now) return job;
  workload::Bulk smaller = std::get<workload::Bulk>(job);
  smaller.bytes = records * smaller.message_bytes;
  return smaller;
}

}  // namespace acklab::takeapart
