import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Contender } from "../data/report";
import { count, milliseconds, percent } from "../format";
import { Swatch, colourClass } from "../parts/swatch";
import { say } from "../words";
import { curveOf, longerThan, spreadOf } from "./latency";
import type { Spread } from "./latency";
import { round } from "./quantiles";

const [height, left, right, top, bottom] = [280, 62, 14, 26, 30];
/** Lines differ as colours do. */
const dashes = ["", "9 4", "2 3", "12 3 2 3", "6 2", "14 6", "3 6"];
const dashOf = (contender: Contender): string => dashes[contender.place % dashes.length] ?? "";

interface Frame { low: number; high: number; floor: number; x: (ms: number) => number; y: (share: number) => number; ms: (x: number) => number; end: number }

/** Both axes are logarithmic: the few that took longest are what one looks for. */
const frameOf = (spreads: Spread[], width: number): Frame | null => {
  const times = spreads.flatMap((one) => [...one.bins.flatMap((bin) => [bin.first, bin.last]), one.deadline ?? 0]).filter((ms) => ms > 0);
  if (times.length === 0) return null;
  const [low, high] = [Math.min(...times) * 0.8, Math.max(...times) * 1.25];
  const floor = 0.5 / Math.max(...spreads.map((one) => one.wanted));
  const end = width - right;
  const room = Math.log(high / low);
  return {
    low, high, floor, end,
    x: (ms) => left + (Math.log(Math.max(ms, low) / low) / room) * (end - left),
    y: (share) => top + (Math.log(Math.max(share, floor)) / Math.log(floor)) * (height - bottom - top),
    ms: (x) => low * Math.exp(((Math.min(Math.max(x, left), end) - left) / (end - left)) * room),
  };
};

const pathOf = (spread: Spread, frame: Frame): string => {
  const points = curveOf(spread).map(([ms, share]) => `${frame.x(ms).toFixed(1)} ${frame.y(share).toFixed(1)}`);
  // What never came stays above the bottom, as far as one may wait.
  const rest = spread.never > 0 ? [`${frame.end} ${frame.y(spread.never / spread.wanted).toFixed(1)}`] : [];
  return `M${[`${left} ${top}`, ...points, ...rest].join("L")}`;
};

const Axes = ({ frame }: { frame: Frame }) => {
  const shares = Array.from({ length: 9 }, (_, power) => 10 ** -power).filter((share) => share >= frame.floor);
  return (
    <g aria-hidden="true">
      {shares.map((share) => (
        <g key={share}><line x1={left} x2={frame.end} y1={frame.y(share)} y2={frame.y(share)} /><text x={left - 8} y={frame.y(share) + 4} text-anchor="end">{percent(share)}</text></g>
      ))}
      {round(frame.low, frame.high).map((ms) => (
        <g key={ms}><line x1={frame.x(ms)} x2={frame.x(ms)} y1={height - bottom} y2={height - bottom + 5} /><text x={frame.x(ms)} y={height - 8} text-anchor="middle">{milliseconds(ms)}</text></g>
      ))}
      <line x1={left} x2={frame.end} y1={height - bottom} y2={height - bottom} />
    </g>
  );
};

const Deadline = ({ frame, at }: { frame: Frame; at: number }) => {
  const x = frame.x(at);
  const before = x > (left + frame.end) / 2;
  return (
    <g class="deadline">
      <line x1={x} x2={x} y1={top - 6} y2={height - bottom} />
      <text x={before ? x - 5 : x + 5} y={top - 10} text-anchor={before ? "end" : "start"}>{say("latency.deadline", { time: milliseconds(at) })}</text>
    </g>
  );
};

/** What became of them, in words: of how many, how many late and never. */
const Told = ({ spread, at }: { spread: Spread; at: number | null }) => {
  const blanks = { measured: count(spread.measured), wanted: count(spread.wanted), never: count(spread.never) };
  const told = [say(`latency.${spread.thing}`, blanks)];
  if (spread.never > 0) told.push(say("latency.never", blanks));
  if (spread.deadline !== null) told.push(say("latency.late", { late: count(longerThan(spread, spread.deadline) - spread.never) }));
  const longer = at === null ? null : longerThan(spread, at);
  return (
    <li class={colourClass(spread.of)} data-latency={spread.of.label} data-longer={longer ?? ""}>
      <svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true"><path d="M0 4h36" stroke-dasharray={dashOf(spread.of)} /></svg>
      <Swatch of={spread.of} />
      <span class="note">{told.join(say("join.comma"))}</span>
      {longer !== null && at !== null && <strong>{say("latency.longer", { time: milliseconds(at), share: percent(longer / spread.wanted) })}</strong>}
    </li>
  );
};

/** How many took longer than a time, for every time there is: a line a contender, with the deadline. */
export const Distribution = ({ contenders }: { contenders: Contender[] }) => {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(600);
  const cursor = useSignal<number | null>(null);
  const spreads = useMemo(() => contenders.map(spreadOf).filter((one): one is Spread => one !== null), [contenders.map((one) => one.place).join()]);
  const frame = frameOf(spreads, width.value);
  useEffect(() => {
    if (box.current === null) return undefined;
    const watcher = new ResizeObserver((entries) => (width.value = Math.max(240, entries[0]?.contentRect.width ?? 600)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [width, frame === null]);
  if (frame === null) return null;
  const deadlines = [...new Set(spreads.map((one) => one.deadline).filter((one): one is number => one !== null))];
  const at = cursor.value ?? deadlines[0] ?? null;
  // Where a line bends is where there is something to read.
  const stops = [...new Set([...deadlines, ...spreads.flatMap((one) => one.bins.map((bin) => bin.last))])].sort((a, b) => a - b);
  const onKey = (event: KeyboardEvent): void => {
    const here = stops.findIndex((one) => one >= (at ?? 0));
    const steps: Record<string, number> = { ArrowRight: at === null ? 0 : here < 0 ? stops.length : (stops[here] ?? 0) > (at ?? 0) ? here : here + 1,
      ArrowLeft: here < 0 ? stops.length - 1 : here - 1, PageDown: here - 10, PageUp: here < 0 ? stops.length : here + 10, Home: 0, End: stops.length - 1 };
    const next = steps[event.key];
    if (event.key === "Escape") cursor.value = null;
    if (next === undefined) return;
    event.preventDefault();
    cursor.value = stops[Math.min(Math.max(next, 0), stops.length - 1)] ?? null;
  };
  const line = cursor.value;
  return (
    <section class="distribution">
      <h2>{say("latency.heading")}</h2>
      <p class="note">{say("latency.note")}</p>
      <div ref={box} tabIndex={0} role="slider" aria-label={say("latency.cursor")} aria-valuemin={0} aria-valuemax={stops.length - 1}
        aria-valuenow={Math.max(0, stops.findIndex((one) => one >= (at ?? 0)))}
        aria-valuetext={at === null ? "–" : spreads.map((one) => `${one.of.label}: ${say("latency.longer", { time: milliseconds(at), share: percent(longerThan(one, at) / one.wanted) })}`).join("; ")}
        onKeyDown={onKey} onPointerLeave={() => (cursor.value = null)}
        onPointerMove={(event) => (cursor.value = frame.ms(event.clientX - (box.current?.getBoundingClientRect().left ?? 0)))}>
        <svg height={height} aria-hidden="true">
          <Axes frame={frame} />
          {deadlines.map((one) => <Deadline key={one} frame={frame} at={one} />)}
          {spreads.map((one) => <path key={one.of.place} class={colourClass(one.of)} d={pathOf(one, frame)} stroke-dasharray={dashOf(one.of)} />)}
          {line !== null && <line class="cursor" x1={frame.x(line)} x2={frame.x(line)} y1={top} y2={height - bottom} />}
        </svg>
      </div>
      <ul>{spreads.map((one) => <Told key={one.of.place} spread={one} at={at} />)}</ul>
    </section>
  );
};
