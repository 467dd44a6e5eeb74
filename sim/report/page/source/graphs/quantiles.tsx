import { at, number, text } from "../data/values";
import { median } from "../data/report";
import type { Contender } from "../data/report";
import { milliseconds } from "../format";
import { say } from "../words";
import { Swatch, colourClass } from "../parts/swatch";

const marks = ["min", "median", "percentile_95", "percentile_99", "max"] as const;

/** "150ms" in milliseconds, as scenarios write times; null: none. */
export const duration = (written: string): number | null => {
  const found = /^([\d.]+)(ns|us|ms|s|min|h)$/.exec(written);
  const units: Record<string, number> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
  const unit = units[found?.[2] ?? ""];
  return found === null || unit === undefined ? null : Number(found[1]) * unit;
};

const kinds = ["workload.periodic.latency", "workload.exchange.latency", "workload.write_pattern.round"];

const Row = ({ of, kind, most, deadline }: { of: Contender; kind: string; most: number; deadline: number | null }) => {
  const values = marks.map((mark) => median(of, `${kind}_${mark}_ms`));
  const x = (value: number): string => `${(Math.log1p(value) / Math.log1p(most)) * 100}%`;
  const [low, , , , high] = values;
  if (low === null || low === undefined || high === null || high === undefined) return null;
  return (
    <li class={colourClass(of)}>
      <Swatch of={of} />
      <svg height="46" role="img" aria-label={marks.map((mark, i) => `${say(`quantile.${mark}`)} ${milliseconds(values[i] ?? 0)}`).join(", ")}>
        <line class="whisker" x1={x(low)} x2={x(high)} y1="14" y2="14" />
        <line class="box" x1={x(low)} x2={x(values[1] ?? low)} y1="14" y2="14" />
        {values.map((value, i) => value === null ? null : <line key={i} class="tick" x1={x(value)} x2={x(value)} y1="7" y2="21" />)}
        {deadline !== null && <line class="deadline" x1={x(deadline)} x2={x(deadline)} y1="0" y2="30" />}
      </svg>
      <small>{marks.map((mark, i) => `${say(`quantile.${mark}`)} ${values[i] === null ? "–" : milliseconds(values[i] ?? 0)}`).join(" · ")}</small>
    </li>
  );
};

/** How long messages took: the percentiles of the report, on a logarithmic scale, and the deadline. */
export const Latencies = ({ contenders }: { contenders: Contender[] }) => {
  const kind = kinds.find((one) => contenders.some((contender) => median(contender, `${one}_median_ms`) !== null));
  if (kind === undefined) return null;
  const asked = contenders.map((one) => at(one.report.scenario, "workload.deadline")).find((one) => one !== undefined);
  const deadline = duration(text(asked)) ?? number(asked);
  const most = Math.max(deadline ?? 0, ...contenders.map((one) => median(one, `${kind}_max_ms`) ?? 0)) * 1.05 || 1;
  return (
    <section class="latencies">
      <h2>{say("graph.latency")}</h2>
      <p class="note">{say("graph.latency_note")}{deadline !== null && ` ${say("graph.deadline", { time: milliseconds(deadline) })}`}</p>
      <ul>{contenders.map((one) => <Row key={one.place} of={one} kind={kind} most={most} deadline={deadline} />)}</ul>
    </section>
  );
};
