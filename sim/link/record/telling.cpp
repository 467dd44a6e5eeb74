#include <utility>

#include "sim/link/pipeline.hpp"

namespace acklab::link {

void Pipeline::count_drop(DropCause cause) {
  switch (cause) {
    case DropCause::rule:
      ++counters_.dropped_by_rule;
      return;
    case DropCause::mtu:
      ++counters_.dropped_by_mtu;
      return;
    case DropCause::outage:
      ++counters_.dropped_by_outage;
      return;
    case DropCause::loss:
      ++counters_.dropped_by_loss;
      return;
    case DropCause::policer:
      ++counters_.dropped_by_policer;
      return;
    case DropCause::queue:
      ++counters_.dropped_by_queue;
      return;
    case DropCause::aqm:
      ++counters_.dropped_by_aqm;
      return;
    case DropCause::replay:
      ++counters_.dropped_by_replay;
      return;
  }
}

void Pipeline::count_label(bool dropped, FateLabel label) {
  LabelCounts& counts = dropped ? counters_.dropped_by_label : counters_.altered_by_label;
  switch (label) {
    case FateLabel::scripted:
      ++counts.scripted;
      return;
    case FateLabel::random:
      ++counts.random;
      return;
    case FateLabel::time_driven:
      ++counts.time_driven;
      return;
  }
}

void Pipeline::tell(const FateRecord& fate, const FateSink& sink) {
  if (fate.label) count_label(fate.dropped.has_value(), *fate.label);
  if (sink) sink(fate);
}

void Pipeline::drop(Waiting&& copy, const FateSink& sink) {
  FateRecord& fate = copy.fate;
  fate.label = label_of(*fate.dropped);
  count_drop(*fate.dropped);
  if (copies_.dropped(copy.family)) ++counters_.undelivered;
  tell(fate, sink);
}

}  // namespace acklab::link
