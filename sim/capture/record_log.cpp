#include "sim/capture/record_log.hpp"

#include <utility>

#include <fmt/format.h>

namespace acklab::capture {

RecordLog::RecordLog(Output output) : output_(std::move(output)) {
  output_("at_ns,direction,record,intact,first\n");
}

void RecordLog::crossed(Instant at) {
  const auto turn = turn_.take();
  if (!origin_) origin_ = at;
}

void RecordLog::arrived(const contender::RecordArrival& arrival) {
  const auto turn = turn_.take();
  const Duration at = arrival.at - origin_.value_or(arrival.at);
  output_(fmt::format("{},{},{},{},{}\n", at.count(), link::to_string(arrival.direction),
                      arrival.judgement.number, arrival.judgement.intact, arrival.judgement.first));
}

}  // namespace acklab::capture
