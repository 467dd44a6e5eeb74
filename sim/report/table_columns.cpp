#include "sim/report/table_columns.hpp"

#include <algorithm>
#include <utility>

#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;
using ColumnList = std::vector<Column>;

/// One word for how the runs of a contender ended that did not complete.
std::string ending_of(const run::ContenderRuns& contender, const Words& words) {
  for (const contender::RunResult& run : contender.runs) {
    switch (run.outcome) {
      case Outcome::completed:
        break;
      case Outcome::time_limit:
        return words("grid.too_long");
      case Outcome::gave_up:
        return words("grid.gave_up");
      case Outcome::interrupted:
        return words("grid.stopped");
      case Outcome::not_run:
        return words("grid.not_run");
    }
  }
  return "-";
}

/// The median of a metric, in words that `format` makes of it.
template <typename Format>
Column figure(GridHeading heading, std::string_view metric, Format format) {
  return {std::move(heading), [metric, format](const run::ContenderRuns& contender) {
            const auto value = median_of(contender, metric);
            return value ? std::string{format(*value)} : std::string{"-"};
          }};
}

Column name_column(bool utf8, const Words& words) {
  return {{"", words("grid.contender")}, [utf8](const run::ContenderRuns& contender) {
            return printable(contender.spec.name, utf8);
          }};
}

Column time_column(const Words& words) {
  return {{"", words("grid.time")}, [&words](const run::ContenderRuns& contender) {
            const auto completion = median_of(contender, "timing.completion_ms");
            return did_run(contender) && completion ? duration_text(*completion)
                                                    : ending_of(contender, words);
          }};
}

Column goodput_column(const run::BatchResult& batch, const Words& words,
                      std::string_view metric = "goodput_bits_per_s") {
  double fastest = 0;
  for (const run::ContenderRuns& contender : batch.contenders) {
    fastest = std::max(fastest, median_of(contender, metric).value_or(0));
  }
  const RateUnit unit = rate_unit_for(fastest > 0 ? fastest : 1e6);
  return figure({words("grid.goodput"), unit.name}, metric,
                [unit](double rate) { return significant(rate / unit.bits_per_s); });
}

Column overhead_column(const Words& words) {
  return figure({words("grid.overhead_upper"), words("grid.overhead_lower")}, "cost.overhead_ratio",
                share_text);
}
Column retransmission_column(const Words& words) {
  return figure({words("grid.again_upper"), words("grid.again_lower")}, "cost.retransmissions",
                count_text);
}

struct ColumnsOf {
  const run::BatchResult& batch;
  const Words& words;

  ColumnList operator()(const workload::Bulk&) const {
    return {figure({"", words("grid.intact")}, "integrity.intact_ratio", share_text),
            figure({"", words("grid.missing")}, "integrity.missing", count_text),
            figure({"", words("grid.twice")}, "integrity.duplicated", count_text),
            figure({words("grid.order_upper"), words("grid.order_lower")}, "integrity.out_of_order",
                   count_text),
            figure({"", words("grid.corrupt")}, "integrity.corrupted", count_text),
            time_column(words),
            goodput_column(batch, words),
            overhead_column(words),
            retransmission_column(words)};
  }
  ColumnList operator()(const workload::Exchange&) const {
    return {
        figure({"", words("column.done")}, "workload.exchange.done", count_text),
        figure({words("column.given"), words("column.up")}, "workload.exchange.given_up",
               count_text),
        figure({words("column.latency"), words("column.median")},
               "workload.exchange.latency_median_ms", duration_text),
        figure({"", "99 %"}, "workload.exchange.latency_percentile_99_ms", duration_text),
        figure({"", words("column.longest")}, "workload.exchange.latency_max_ms", duration_text),
        time_column(words),
        figure({words("column.packets"), words("column.in_all")}, "cost.packets", count_text),
        retransmission_column(words)};
  }
  ColumnList operator()(const workload::Periodic& periodic) const {
    if (periodic.server == workload::ServerFate::absent) {
      return {figure({"", words("grid.missing")}, "integrity.missing", count_text),
              figure({"", words("column.sends")}, "workload.sends.calls", count_text),
              figure({"", words("column.refused")}, "workload.sends.refused", count_text),
              figure({words("column.first"), words("column.refused")},
                     "workload.sends.first_refused_call", count_text),
              time_column(words),
              figure({words("column.of_the"), words("column.run")}, "timing.duration_ms",
                     duration_text),
              figure({words("column.packets"), words("column.there")}, "cost.forward_packets",
                     count_text),
              figure({words("column.packets"), words("column.back")}, "cost.reverse_packets",
                     count_text)};
    }
    return {figure({"", words("grid.missing")}, "workload.periodic.missing", count_text),
            figure({"", words("column.late")}, "workload.periodic.late", count_text),
            figure({words("column.latency"), words("column.median")},
                   "workload.periodic.latency_median_ms", duration_text),
            figure({"", "99 %"}, "workload.periodic.latency_percentile_99_ms", duration_text),
            figure({words("column.longest"), words("column.gap")},
                   "workload.periodic.longest_gap_ms", duration_text),
            figure({"", words("column.jitter")}, "workload.periodic.jitter_ms", duration_text),
            time_column(words),
            retransmission_column(words)};
  }
  /// Messages of several sizes, which nobody answers.
  [[nodiscard]] ColumnList columns_of_writes() const {
    return {figure({"", words("grid.intact")}, "integrity.intact_ratio", share_text),
            figure({"", words("grid.missing")}, "integrity.missing", count_text),
            figure({"", words("column.writes")}, "workload.write_pattern.writes", count_text),
            figure({"", words("column.refused")}, "workload.sends.refused", count_text),
            figure({words("column.largest"), words("column.sent")},
                   "workload.sends.largest_taken_bytes", count_text),
            figure({words("column.smallest"), words("column.refused")},
                   "workload.sends.smallest_refused_bytes", count_text),
            time_column(words),
            figure({words("column.packets"), words("column.there")}, "cost.forward_packets",
                   count_text)};
  }
  ColumnList operator()(const workload::WritePattern& pattern) const {
    const bool asks = std::ranges::any_of(pattern.steps, [](const workload::PatternStep& step) {
      return step.kind == workload::PatternStep::Kind::read;
    });
    if (!asks) return columns_of_writes();
    return {
        figure({"", words("column.rounds")}, "workload.write_pattern.rounds", count_text),
        figure({words("column.given"), words("column.up")}, "workload.write_pattern.given_up",
               count_text),
        figure({words("column.a_round"), words("column.shortest")},
               "workload.write_pattern.round_min_ms", duration_text),
        figure({"", words("column.median")}, "workload.write_pattern.round_median_ms",
               duration_text),
        figure({"", words("column.longest")}, "workload.write_pattern.round_max_ms", duration_text),
        figure({"", words("column.writes")}, "workload.write_pattern.writes", count_text),
        figure({"", words("column.reads")}, "workload.write_pattern.reads", count_text),
        figure({words("column.packets"), words("column.in_all")}, "cost.packets", count_text)};
  }
  ColumnList operator()(const workload::SlowReader&) const {
    return {figure({"", words("grid.intact")}, "integrity.intact_ratio", share_text),
            figure({"", words("grid.missing")}, "integrity.missing", count_text),
            figure({"", words("column.cut")}, "workload.slow_reader.truncated", count_text),
            figure({"", words("column.reads")}, "workload.slow_reader.reads", count_text),
            figure({words("column.longest"), words("column.stall")}, "workload.stalls.longest_ms",
                   duration_text),
            time_column(words),
            figure({words("column.window"), words("column.probes")}, "cost.zero_window_probes",
                   count_text),
            figure({words("column.packets"), words("column.there")}, "cost.forward_packets",
                   count_text)};
  }
  ColumnList operator()(const workload::PictureJob&) const {
    return {
        figure({words("column.pixels"), words("grid.intact")}, "workload.picture.intact_ratio",
               share_text),
        figure({"", words("column.wrong")}, "workload.picture.wrong_pixels", count_text),
        figure({"", words("grid.missing")}, "workload.picture.missing_pixels", count_text),
        figure({words("column.records"), words("grid.missing")}, "integrity.missing", count_text),
        figure({"", words("grid.twice")}, "integrity.duplicated", count_text),
        figure({words("grid.order_upper"), words("grid.order_lower")}, "integrity.out_of_order",
               count_text),
        figure({"", words("grid.corrupt")}, "integrity.corrupted", count_text),
        time_column(words),
        retransmission_column(words)};
  }
  ColumnList operator()(const workload::Flows&) const {
    return {figure({"", words("grid.from")}, "workload.flows.start_ms", duration_text),
            figure({"", words("grid.share")}, "workload.flows.share_ratio", share_text),
            goodput_column(batch, words, "workload.flows.goodput_bits_per_s"),
            figure({"", words("grid.intact")}, "integrity.intact_ratio", share_text),
            figure({"", words("grid.dropped")}, "workload.flows.dropped_ratio", share_text),
            figure({words("grid.queue_upper"), words("grid.queue_lower")},
                   "link.forward.queue_delay.median_us",
                   [](double microseconds) { return duration_text(microseconds / 1000); }),
            retransmission_column(words)};
  }
  ColumnList operator()(const workload::Idle&) const {
    return {figure({"", words("column.answers")}, "workload.idle.answers", count_text),
            figure({words("column.read"), words("column.timeouts")}, "workload.idle.read_timeouts",
                   count_text),
            figure({words("column.then"), words("column.then_there")},
                   "workload.idle.partial_bytes", count_text),
            figure({words("column.loss"), words("column.noticed")}, "workload.idle.noticed_ms",
                   duration_text),
            figure({words("column.after"), words("column.it_died")},
                   "workload.idle.noticed_after_ms", duration_text),
            time_column(words),
            figure({words("column.packets"), words("column.in_all")}, "cost.packets", count_text)};
  }
};

}  // namespace

std::vector<Column> columns_for(const run::BatchResult& batch, bool utf8, const Words& words) {
  ColumnList columns = std::visit(ColumnsOf{batch, words}, batch.scenario.workload);
  columns.insert(columns.begin(), name_column(utf8, words));
  return columns;
}

}  // namespace acklab::report
