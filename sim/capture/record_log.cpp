#include "sim/capture/record_log.hpp"

#include <utility>

#include <fmt/format.h>

namespace acklab::capture {

RecordLog::RecordLog(bool of_flows, Output output)
    : of_flows_(of_flows), output_(std::move(output)) {
  output_(fmt::format("at_ns,{}direction,record,intact,first\n", of_flows ? "flow," : ""));
}

void RecordLog::crossed(Instant at) {
  const auto turn = turn_.take();
  if (!origin_) origin_ = at;
}

void RecordLog::arrived(const contender::RecordArrival& arrival) {
  const auto turn = turn_.take();
  const Duration at = arrival.at - origin_.value_or(arrival.at);
  const std::string whose = of_flows_ ? fmt::format("{},", arrival.flow) : std::string{};
  output_(fmt::format("{},{}{},{},{},{}\n", at.count(), whose, link::to_string(arrival.direction),
                      arrival.judgement.number, arrival.judgement.intact, arrival.judgement.first));
}

}  // namespace acklab::capture
