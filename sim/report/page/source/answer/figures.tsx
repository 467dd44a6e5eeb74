import { median, range } from "../data/report";
import type { Contender } from "../data/report";
import { quantity } from "../format";
import { hasWords, say } from "../words";
import { Swatch } from "../parts/swatch";

const shown = [
  "completed", "integrity.intact_records", "integrity.missing", "integrity.corrupted", "integrity.duplicated", "integrity.out_of_order",
  "timing.completion_ms", "goodput_bits_per_s", "share_of_limit", "cost.overhead_ratio", "cost.packets", "cost.retransmissions",
  "cost.retransmissions_necessary", "cost.retransmissions_needless", "workload.exchange.done", "workload.exchange.latency_median_ms",
  "workload.exchange.latency_percentile_99_ms", "workload.periodic.late", "workload.periodic.missing",
  "workload.periodic.latency_median_ms", "workload.periodic.latency_percentile_99_ms", "workload.write_pattern.round_median_ms",
  "workload.flows.share_ratio", "workload.flows.goodput_bits_per_s", "workload.flows.all_share_of_limit", "workload.flows.jain_index",
  "workload.flows.jain_index_later", "workload.flows.fair_after_ms", "workload.flows.dropped_ratio", "workload.stalls.longest_ms", "workload.idle.noticed_ms", "link.forward.dropped_by_loss", "link.forward.dropped_by_queue",
  "link.forward.queue_delay.percentile_99_us",
];

const Cell = ({ contender, metric }: { contender: Contender; metric: string }) => {
  const value = median(contender, metric);
  const spread = range(contender, metric);
  if (value === null) return <td class="nothing">–</td>;
  const varies = spread !== null && spread[0] !== spread[1];
  return (
    <td data-metric={metric} data-contender={contender.label} data-value={value}>
      {quantity(metric, value)}
      {varies && <small>{say("table.range", { low: quantity(metric, spread[0]), high: quantity(metric, spread[1]) })}</small>}
    </td>
  );
};

const Rows = ({ contenders, metrics, bare }: { contenders: Contender[]; metrics: string[]; bare: boolean }) => (
  <tbody>
    {metrics.map((metric) => (
      <tr key={metric}>
        <th scope="row" title={metric}>{!bare && hasWords(`metric.${metric}`) ? say(`metric.${metric}`) : <code>{metric}</code>}</th>
        {contenders.map((one) => <Cell key={one.place} contender={one} metric={metric} />)}
      </tr>
    ))}
  </tbody>
);

const Head = ({ contenders }: { contenders: Contender[] }) => (
  <thead><tr><td />{contenders.map((one) => <th scope="col" key={one.place}><Swatch of={one} /></th>)}</tr></thead>
);

const dull = new Set(["integrity.corrupted", "integrity.duplicated", "integrity.out_of_order", "workload.periodic.missing",
  "link.forward.dropped_by_loss", "link.forward.dropped_by_queue"]);

/** The comparison: what differs or matters; all else is behind a fold. */
export const Figures = ({ contenders }: { contenders: Contender[] }) => {
  const ran = contenders.filter((one) => one.ran);
  const metrics = shown.filter((metric) => ran.some((one) => {
    const value = median(one, metric);
    return value !== null && !(dull.has(metric) && value === 0);
  }));
  const all = [...new Set(ran.flatMap((one) => Object.keys(one.aggregate)))].slice(0, 1000)
    .filter((metric) => ran.some((one) => median(one, metric) !== null));
  const repeated = Math.max(0, ...ran.map((one) => one.runs.length));
  if (ran.length === 0) return null;
  return (
    <section>
      <h2 id="figures">{say("table.heading")}</h2>
      {repeated > 1 && <p class="note">{say("table.medians", { runs: repeated })}</p>}
      <div class="wide" tabIndex={0} role="region" aria-labelledby="figures">
        <table class="figures"><Head contenders={ran} /><Rows contenders={ran} metrics={metrics} bare={false} /></table>
      </div>
      <details>
        <summary>{say("table.all", { count: all.length })}</summary>
        <div class="wide" tabIndex={0} role="region" aria-label={say("table.all", { count: all.length })}>
          <table class="figures small"><Head contenders={ran} /><Rows contenders={ran} metrics={all} bare /></table>
        </div>
      </details>
    </section>
  );
};
