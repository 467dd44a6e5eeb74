#include "sim/workload/flow_meter.hpp"

#include <algorithm>
#include <utility>

namespace acklab::workload {

FlowMeter::FlowMeter(std::size_t flows, Duration interval, Delivered delivered)
    : interval_(interval), delivered_(std::move(delivered)), flows_(flows) {}

void FlowMeter::start(Instant now) {
  started_ = interval_began_ = now;
}

bool FlowMeter::all_are_there() const {
  return std::all_of(flows_.begin(), flows_.end(),
                     [](const Flow& flow) { return flow.began && !flow.ended; });
}

void FlowMeter::begin(std::size_t flow, Instant now) {
  flows_[flow].began = now;
  if (!all_are_there()) return;
  together_since_ = now;
  for (std::size_t i = 0; i < flows_.size(); ++i) flows_[i].before_together = delivered_(i);
}

void FlowMeter::end(std::size_t flow, Instant now) {
  if (together_since_ && !together_until_) {
    together_until_ = now;
    for (std::size_t i = 0; i < flows_.size(); ++i) {
      flows_[i].together = delivered_(i) - flows_[i].before_together;
    }
  }
  flows_[flow].ended = now;
}

void FlowMeter::look(Instant now) {
  if (now < next()) return;
  // Whoever looks late sees one long interval, and counts on from there.
  close_interval(now);
}

void FlowMeter::finish(Instant now) {
  if (now - interval_began_ >= interval_ / 2) close_interval(now);
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    if (flows_[i].began && !flows_[i].ended) end(i, now);
  }
}

void FlowMeter::close_interval(Instant end) {
  FlowInterval interval{.begin = interval_began_ - started_, .end = end - started_};
  interval.delivered_bytes.reserve(flows_.size());
  interval.there.reserve(flows_.size());
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    Flow& flow = flows_[i];
    const std::uint64_t now = delivered_(i);
    interval.delivered_bytes.push_back(now - flow.before);
    interval.there.push_back(flow.began && *flow.began <= interval_began_ &&
                             (!flow.ended || *flow.ended >= end));
    flow.before = now;
  }
  intervals_.push_back(std::move(interval));
  interval_began_ = end;
}

std::vector<const FlowInterval*> FlowMeter::shared_intervals() const {
  std::vector<const FlowInterval*> shared;
  for (const FlowInterval& interval : intervals_) {
    const bool all = std::all_of(interval.there.begin(), interval.there.end(),
                                 [](bool is_there) { return is_there; });
    if (all) shared.push_back(&interval);
  }
  return shared;
}

std::optional<double> FlowMeter::later_index() const {
  const auto shared = shared_intervals();
  if (shared.size() < 2) return std::nullopt;
  std::vector<std::uint64_t> sums(flows_.size(), 0);
  for (std::size_t i = shared.size() / 2; i < shared.size(); ++i) {
    for (std::size_t flow = 0; flow < sums.size(); ++flow) {
      sums[flow] += shared[i]->delivered_bytes[flow];
    }
  }
  return jain_index(sums);
}

std::optional<Duration> FlowMeter::fair_after() const {
  for (const FlowInterval* interval : shared_intervals()) {
    if (interval->jain_index().value_or(0) < fair_index) continue;
    return started_ + interval->end - *together_since_;
  }
  return std::nullopt;
}

FlowMeasures FlowMeter::measures(std::size_t flow) const {
  FlowMeasures measures;
  measures.flows = flows_.size();
  if (flows_[flow].began) measures.start = *flows_[flow].began - started_;
  if (!together_since_ || !together_until_ || *together_until_ <= *together_since_) return measures;
  measures.together = *together_until_ - *together_since_;
  std::vector<std::uint64_t> delivered;
  delivered.reserve(flows_.size());
  std::uint64_t sum = 0;
  for (const Flow& each : flows_) {
    delivered.push_back(each.together);
    sum += each.together;
  }
  const double seconds = to_seconds(*measures.together);
  measures.goodput_bits_per_s = static_cast<double>(delivered[flow]) * 8 / seconds;
  measures.all_goodput_bits_per_s = static_cast<double>(sum) * 8 / seconds;
  if (sum > 0) measures.share = static_cast<double>(delivered[flow]) / static_cast<double>(sum);
  measures.jain_index = jain_index(delivered);
  measures.jain_index_later = later_index();
  measures.fair_after = fair_after();
  return measures;
}

}  // namespace acklab::workload
