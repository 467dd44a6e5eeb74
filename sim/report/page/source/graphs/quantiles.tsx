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

type Scale = (value: number) => number;

const Row = ({ of, kind, scale, deadline }: { of: Contender; kind: string; scale: Scale; deadline: number | null }) => {
  const values = marks.map((mark) => median(of, `${kind}_${mark}_ms`));
  const x = (value: number): string => `${scale(value)}%`;
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

/** 1, 2 and 5 times powers of ten between two values. */
export const round = (from: number, to: number): number[] => {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); ++power) {
    for (const digit of [1, 2, 5]) {
      const tick = digit * 10 ** power;
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks.length > 9 ? ticks.filter((tick) => Math.log10(tick) % 1 === 0) : ticks;
};

const Axis = ({ scale, ticks }: { scale: Scale; ticks: number[] }) => (
  <li aria-hidden="true">
    <svg class="axis" height="34">
      <line x1="0" x2="100%" y1="1" y2="1" />
      {ticks.map((tick) => (
        <g key={tick}><line x1={`${scale(tick)}%`} x2={`${scale(tick)}%`} y1="1" y2="7" /><text x={`${scale(tick)}%`} y="22" text-anchor="middle">{milliseconds(tick)}</text></g>
      ))}
    </svg>
  </li>
);

/** How long messages took: the percentiles of the report, on a logarithmic scale, and the deadline. */
export const Latencies = ({ contenders }: { contenders: Contender[] }) => {
  const kind = kinds.find((one) => contenders.some((contender) => median(contender, `${one}_median_ms`) !== null));
  if (kind === undefined) return null;
  const asked = contenders.map((one) => at(one.report.scenario, "workload.deadline")).find((one) => one !== undefined);
  const deadline = duration(text(asked)) ?? number(asked);
  const ends = contenders.flatMap((one) => [median(one, `${kind}_min_ms`), median(one, `${kind}_max_ms`), deadline]);
  const known = ends.filter((value): value is number => value !== null && value > 0);
  const low = Math.min(...known) * 0.7;
  const high = Math.max(...known) * 1.15;
  if (!(low > 0) || !Number.isFinite(high)) return null;
  const scale: Scale = (value) => (Math.log(Math.max(value, low) / low) / Math.log(high / low)) * 100;
  return (
    <section class="latencies">
      <h2>{say("graph.latency")}</h2>
      <p class="note">{say("graph.latency_note")}{deadline !== null && ` ${say("graph.deadline", { time: milliseconds(deadline) })}`}</p>
      <ul>
        {contenders.map((one) => <Row key={one.place} of={one} kind={kind} scale={scale} deadline={deadline} />)}
        <Axis scale={scale} ticks={round(low, high)} />
      </ul>
    </section>
  );
};
