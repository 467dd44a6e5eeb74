#include "sim/contender/link_metrics.hpp"

#include <deque>
#include <string>
#include <vector>

#include "sim/contender/metric_access.hpp"

namespace acklab::contender {
namespace {

using link::Counters;
using link::QueueDelay;
using path::DirectionTruth;
using path::Lateness;
using path::PathTruth;

template <auto Side>
const DirectionTruth& truth_of(const RunResult& run) {
  return run.link.*Side;
}

/// What no step before the loss refused.
std::uint64_t met_loss(const Counters& counters) {
  return counters.offered - counters.dropped_by_mtu - counters.dropped_by_rule -
         counters.dropped_by_outage;
}

template <auto Side>
MetricValue loss_ratio(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  return was_run(run) ? ratio_of(counters.dropped_by_loss, met_loss(counters)) : std::nullopt;
}

template <auto Side>
MetricValue mean_loss_burst(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  return was_run(run) ? ratio_of(counters.dropped_by_loss, counters.loss_bursts) : std::nullopt;
}

template <auto Side>
MetricValue fragment_loss_ratio(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  return was_run(run) ? ratio_of(counters.fragments_lost, counters.fragments) : std::nullopt;
}

/// Only what was neither lost nor policed can be duplicated (the link's order of steps).
template <auto Side>
MetricValue duplicate_ratio(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  const std::uint64_t passed =
      met_loss(counters) - counters.dropped_by_loss - counters.dropped_by_policer;
  return was_run(run) ? ratio_of(counters.duplicated, passed) : std::nullopt;
}

template <auto Side>
MetricValue corrupt_ratio(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  return was_run(run) ? ratio_of(counters.corrupted, counters.delivered) : std::nullopt;
}

template <auto Side>
MetricValue reorder_ratio(const RunResult& run) {
  const Counters& counters = truth_of<Side>(run).counters;
  return was_run(run) ? ratio_of(counters.skipped_delay + counters.displaced, counters.delivered)
                      : std::nullopt;
}

template <auto Side, auto Member>
constexpr auto count = number<&RunResult::link, Side, &DirectionTruth::counters, Member>;
template <auto Side, auto Label, auto Member>
constexpr auto labelled = number<&RunResult::link, Side, &DirectionTruth::counters, Label, Member>;
template <auto Side, auto Member>
constexpr auto queue_delay =
    microseconds<&RunResult::link, Side, &DirectionTruth::queue_delay, Member>;
template <auto Side, auto Member>
constexpr auto lateness = microseconds<&RunResult::link, Side, &DirectionTruth::lateness, Member>;

/// Copies by what their fate rests on.
template <auto Side>
std::vector<Metric> label_table_of() {
  using link::LabelCounts;
  constexpr auto dropped = &Counters::dropped_by_label;
  constexpr auto altered = &Counters::altered_by_label;
  return {
      {"dropped_by_label.scripted", "copies dropped as written down beforehand", false,
       labelled<Side, dropped, &LabelCounts::scripted>},
      {"dropped_by_label.random", "copies dropped by chance, which the seed decides", false,
       labelled<Side, dropped, &LabelCounts::random>},
      {"dropped_by_label.time_driven", "copies dropped because of when packets came", false,
       labelled<Side, dropped, &LabelCounts::time_driven>},
      {"altered_by_label.scripted", "copies altered as written down beforehand, not dropped", false,
       labelled<Side, altered, &LabelCounts::scripted>},
      {"altered_by_label.random", "copies altered by chance, not dropped", false,
       labelled<Side, altered, &LabelCounts::random>},
      {"altered_by_label.time_driven", "copies that waited because of when packets came", false,
       labelled<Side, altered, &LabelCounts::time_driven>},
  };
}

template <auto Side, auto Member>
constexpr auto intake = microseconds<&RunResult::link, Side, &DirectionTruth::intake, Member>;

template <auto Side>
MetricValue overloaded(const RunResult& run) {
  return was_run(run) ? MetricValue{truth_of<Side>(run).overloaded ? 1.0 : 0.0} : std::nullopt;
}

/// What befell packets.
template <auto Side>
std::vector<Metric> count_table_of() {
  return {
      {"offered", "packets that reached the link", false, count<Side, &Counters::offered>},
      {"offered_ip_bytes", "the same, in bytes", false, count<Side, &Counters::offered_ip_bytes>},
      {"delivered", "packets delivered, copies included", false, count<Side, &Counters::delivered>},
      {"delivered_ip_bytes", "the same, in bytes", false,
       count<Side, &Counters::delivered_ip_bytes>},
      {"dropped_by_rule", "packets a scripted rule took", false,
       count<Side, &Counters::dropped_by_rule>},
      {"fragmented", "packets larger than the MTU that were cut", false,
       count<Side, &Counters::fragmented>},
      {"fragments", "what they were cut into", false, count<Side, &Counters::fragments>},
      {"fragments_lost", "the fragments among the losses", false,
       count<Side, &Counters::fragments_lost>},
      {"dropped_by_mtu", "packets larger than the link carries", false,
       count<Side, &Counters::dropped_by_mtu>},
      {"dropped_by_outage", "packets that came while the link was down", false,
       count<Side, &Counters::dropped_by_outage>},
      {"dropped_by_loss", "packets the loss took", false, count<Side, &Counters::dropped_by_loss>},
      {"loss_bursts", "times that the loss took packets one behind the other, or one alone", false,
       count<Side, &Counters::loss_bursts>},
      {"longest_loss_burst", "the most packets lost one behind the other", false,
       count<Side, &Counters::longest_loss_burst>},
      {"dropped_by_policer", "packets that came faster than the policer lets pass", false,
       count<Side, &Counters::dropped_by_policer>},
      {"dropped_by_queue", "packets the full queue refused", false,
       count<Side, &Counters::dropped_by_queue>},
      {"dropped_by_aqm", "packets the queue discipline dropped before the queue was full", false,
       count<Side, &Counters::dropped_by_aqm>},
      {"marked_ce", "packets a rule or the queue discipline marked (RFC 3168)", false,
       count<Side, &Counters::marked_ce>},
      {"dropped_by_replay", "packets that the replayed log does not know", false,
       count<Side, &Counters::dropped_by_replay>},
      {"duplicated", "copies made", false, count<Side, &Counters::duplicated>},
      {"corrupted", "packets delivered damaged", false, count<Side, &Counters::corrupted>},
      {"skipped_delay", "packets that the reorder impairment let overtake", false,
       count<Side, &Counters::skipped_delay>},
      {"displaced", "packets that the reorder impairment held back for later ones", false,
       count<Side, &Counters::displaced>},
      {"reordered", "packets delivered after one with a higher index (RFC 4737)", false,
       count<Side, &Counters::reordered>},
      {"undelivered", "packets of which no copy was delivered", false,
       count<Side, &Counters::undelivered>},
      {"max_queue_bytes", "the longest queue", false, count<Side, &Counters::max_queue_bytes>},
  };
}

/// How often that was.
template <auto Side>
std::vector<Metric> ratio_table_of() {
  return {
      {"loss_ratio_achieved", "lost, of the packets that met the loss", false, loss_ratio<Side>},
      {"mean_loss_burst_achieved", "packets lost one behind the other, on average", false,
       mean_loss_burst<Side>},
      {"fragment_loss_ratio_achieved", "lost, of the fragments", false, fragment_loss_ratio<Side>},
      {"duplicate_ratio_achieved", "duplicated, of the packets neither lost nor policed", false,
       duplicate_ratio<Side>},
      {"corrupt_ratio_achieved", "damaged, of the packets delivered", false, corrupt_ratio<Side>},
      {"reorder_ratio_achieved", "let overtake or held back, of the packets delivered", false,
       reorder_ratio<Side>},
  };
}

/// What this machine added, which is no part of the link.
template <auto Side>
std::vector<Metric> machine_table_of() {
  return {
      {"dropped_by_system", "packets the operating system dropped beside the link", false,
       number<&RunResult::link, Side, &DirectionTruth::dropped_by_system>},
      {"dropped_by_receiver",
       "of these, what the receiving host dropped because a socket's buffer was full", false,
       number<&RunResult::link, Side, &DirectionTruth::dropped_by_receiver>},
      {"discarded_bad_checksum", "packets the receiving host refused for a wrong checksum", false,
       number<&RunResult::link, Side, &DirectionTruth::discarded_bad_checksum>},
      {"discarded_no_port", "datagrams to a port at which nobody listened", false,
       number<&RunResult::link, Side, &DirectionTruth::discarded_no_port>},
      {"ignored", "packets that never reached the link because they were no part of the run", false,
       number<&RunResult::link, Side, &DirectionTruth::ignored>},
      {"queue_delay.median_us", "how long packets waited in the queue, median", false,
       queue_delay<Side, &QueueDelay::median>},
      {"queue_delay.percentile_99_us", "how long packets waited in the queue, 99th percentile",
       false, queue_delay<Side, &QueueDelay::percentile_99>},
      {"queue_delay.max_us", "how long packets waited in the queue, the longest", false,
       queue_delay<Side, &QueueDelay::max>},
      {"lateness.releases", "packets whose release was timed", false,
       number<&RunResult::link, Side, &DirectionTruth::lateness, &Lateness::releases>},
      {"lateness.median_us", "how late packets left the link, median", false,
       lateness<Side, &Lateness::median>},
      {"lateness.percentile_99_us", "how late packets left the link, 99th percentile", false,
       lateness<Side, &Lateness::percentile_99>},
      {"lateness.percentile_99_9_us", "how late packets left the link, 99.9th percentile", false,
       lateness<Side, &Lateness::percentile_99_9>},
      {"lateness.max_us", "how late packets left the link, the latest", false,
       lateness<Side, &Lateness::max>},
      {"intake.packets", "packets whose wait before the link was bounded", false,
       number<&RunResult::link, Side, &DirectionTruth::intake, &Lateness::releases>},
      {"intake.median_us", "how long packets waited before the link looked, at most, median", false,
       intake<Side, &Lateness::median>},
      {"intake.percentile_99_us", "the same, 99th percentile", false,
       intake<Side, &Lateness::percentile_99>},
      {"intake.percentile_99_9_us", "the same, 99.9th percentile", false,
       intake<Side, &Lateness::percentile_99_9>},
      {"intake.max_us", "the same, the longest", false, intake<Side, &Lateness::max>},
      {"overloaded", "whether more packets came than this machine can carry", true,
       overloaded<Side>},
  };
}

template <auto Side>
std::vector<Metric> tables_of() {
  std::vector<Metric> all;
  for (const auto& table : {count_table_of<Side>(), ratio_table_of<Side>(),
                            machine_table_of<Side>(), label_table_of<Side>()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

std::vector<Metric> build_link_metrics() {
  static std::deque<std::string> names;  // what the table's string_views look at
  std::vector<Metric> all;
  const auto append = [&all](const std::vector<Metric>& side, const std::string& prefix) {
    for (Metric metric : side) {
      metric.name = names.emplace_back(prefix + std::string{metric.name});
      all.push_back(metric);
    }
  };
  append(tables_of<&PathTruth::forward>(), "link.forward.");
  append(tables_of<&PathTruth::reverse>(), "link.reverse.");
  return all;
}

}  // namespace

std::span<const Metric> link_metrics() {
  static const std::vector<Metric> all = build_link_metrics();
  return all;
}

}  // namespace acklab::contender
