#include <array>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

enum class WorkloadKind : std::uint8_t { bulk };

constexpr std::array<std::pair<std::string_view, WorkloadKind>, 1> workload_names{
    {{"bulk", WorkloadKind::bulk}}};

}  // namespace

workload::Workload read_workload(const Cursor& cursor) {
  workload::Bulk bulk;
  const Members members{cursor, "an object that describes the job", {"kind", "bytes", "message"}};
  if (const auto kind = members.require("kind")) {
    static_cast<void>(kind->choice<WorkloadKind>(workload_names));
  }
  if (const auto bytes = members.require("bytes")) {
    bulk.bytes = read_size(*bytes, 1, max_bulk_bytes).value_or(0);
  }
  if (const auto message = members.find("message")) {
    const auto size = read_size(*message, workload::min_message_bytes, workload::max_message_bytes);
    if (size) bulk.message_bytes = static_cast<std::uint32_t>(*size);
  }
  const std::uint64_t records = (bulk.bytes + bulk.message_bytes - 1) / bulk.message_bytes;
  if (records > max_records) {
    cursor.refuse(fmt::format(
        "{} in messages of {} are {} messages, more than {} are too many to check",
        format_size(bulk.bytes), format_size(bulk.message_bytes), records, max_records));
  }
  return bulk;
}

}  // namespace acklab::scenario
