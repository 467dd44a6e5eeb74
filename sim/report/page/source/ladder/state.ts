import { effect, signal } from "@preact/signals";
import { isAgain, isLost } from "../data/packets";
import type { Trace } from "../data/traces";
import { chosen, pan, reveal, showAll, showSpan, span, whole, zoom } from "../timeline";
import { endOf } from "../data/packets";
import { hidden, mostSideBySide } from "../parts/chooser";
import { passes } from "./describe";
import { firstSentAfter } from "./visible";
import type { Filter } from "./describe";

export const filter = signal<Filter>("all");
/** Up to which moment is drawn; null: everything. */
export const until = signal<number | null>(null);
export const playing = signal(false);
/** Milliseconds of the run in a second of the reader's. */
export const speed = signal(20);
export const speeds = [1, 5, 20, 100, 500, 2000];

export const choose = (trace: Trace, row: number): void => {
  chosen.value = { place: trace.contender.place, row };
  if (until.value !== null) until.value = Math.max(until.value, endOf(trace.packets, row));
  reveal(trace.packets.sentAt[row] ?? 0, endOf(trace.packets, row));
};

const next = (trace: Trace, from: number, step: 1 | -1, wanted: (row: number) => boolean): number | null => {
  for (let row = from + step; row >= 0 && row < trace.packets.count; row += step) {
    if (wanted(row)) return row;
  }
  return null;
};

/** The row to go on from: the chosen packet's, else just before what is in sight. */
const here = (trace: Trace, step: 1 | -1): number => {
  if (chosen.value?.place === trace.contender.place) return chosen.value.row;
  const row = firstSentAfter(trace.packets, span.value.from);
  return step === 1 ? row - 1 : row;
};

const go = (trace: Trace, step: 1 | -1, wanted: (row: number) => boolean): void => {
  const row = next(trace, here(trace, step), step, wanted);
  if (row !== null) choose(trace, row);
};

export const stepBy = (trace: Trace, step: 1 | -1): void => go(trace, step, (row) => passes(trace.packets, row, filter.value));

/** The same in this contender; in the first that has such packets while none is chosen. */
const goAmong = (traces: Trace[], step: 1 | -1, wanted: (trace: Trace, row: number) => boolean): void => {
  const now = current(traces);
  const able = [now, ...(chosen.value === null ? traces : [])].find((trace) =>
    trace !== undefined && next(trace, here(trace, step), step, (row) => wanted(trace, row)) !== null);
  if (able !== undefined) go(able, step, (row) => wanted(able, row));
};
export const toLoss = (traces: Trace[], step: 1 | -1): void => goAmong(traces, step, (trace, row) => isLost(trace.packets, row));
export const toAgain = (traces: Trace[], step: 1 | -1): void => goAmong(traces, step, (trace, row) => isAgain(trace.packets, row));

/** Goes to the contender beside, to its packet nearest in time. */
const toSide = (traces: Trace[], now: Trace, step: 1 | -1): void => {
  const other = traces[traces.indexOf(now) + step];
  if (other === undefined) return;
  const moment = chosen.value === null ? span.value.from : now.packets.sentAt[chosen.value.row] ?? 0;
  const after = Math.min(firstSentAfter(other.packets, moment), other.packets.count - 1);
  const away = (row: number): number => Math.abs((other.packets.sentAt[row] ?? Infinity) - moment);
  choose(other, after > 0 && away(after - 1) < away(after) ? after - 1 : after);
};

export const current = (traces: Trace[]): Trace | undefined =>
  traces.find((trace) => trace.contender.place === chosen.value?.place) ?? traces[0];

/** Where zooming stays: at the chosen packet when it is in sight. */
export const middle = (trace: Trace): number | undefined => {
  if (chosen.value?.place !== trace.contender.place) return undefined;
  const at = trace.packets.sentAt[chosen.value.row] ?? NaN;
  return at >= span.value.from && at <= span.value.to ? at : undefined;
};

/** What a key does on the ladder; whether it does anything. */
export const press = (key: string, traces: Trace[]): boolean => {
  const trace = current(traces);
  if (trace === undefined) return false;
  const length = span.value.to - span.value.from;
  switch (key) {
    case "ArrowDown": case "j": stepBy(trace, 1); return true;
    case "ArrowUp": case "k": stepBy(trace, -1); return true;
    case "ArrowRight": toSide(traces, trace, 1); return true;
    case "ArrowLeft": toSide(traces, trace, -1); return true;
    case "n": toLoss(traces, 1); return true;
    case "N": case "p": toLoss(traces, -1); return true;
    case "r": toAgain(traces, 1); return true;
    case "R": toAgain(traces, -1); return true;
    case "+": case "=": zoom(0.6, middle(trace)); return true;
    case "-": zoom(1 / 0.6, middle(trace)); return true;
    case "0": showAll(); return true;
    case "PageDown": pan(length * 0.8); return true;
    case "PageUp": pan(-length * 0.8); return true;
    case "Home": showSpan(whole.value.from, whole.value.from + length); return true;
    case " ": play(); return true;
    case "Escape": chosen.value = null; until.value = null; playing.value = false; return true;
    default: return false;
  }
};

/** Starts or stops slow motion, from the top of what is in sight. */
export const play = (): void => {
  if (!playing.value && (until.value === null || until.value >= span.value.to)) until.value = span.value.from;
  playing.value = !playing.value;
};

effect(() => {
  if (!playing.value) return;
  let before = performance.now();
  let frame = 0;
  const tick = (now: number): void => {
    const at = (until.peek() ?? span.peek().from) + ((now - before) / 1000) * speed.peek();
    before = now;
    until.value = at;
    const { from, to } = span.peek();
    if (at > from + (to - from) * 0.8) pan(at - (from + (to - from) * 0.8));
    if (at >= span.peek().to) playing.value = false;
    else frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
});

/** Of many flows a few stand side by side, until others are chosen. */
export const beginWithFew = (traces: Trace[]): void => {
  const flows = traces.filter((trace) => trace.contender.report.sharesLink);
  hidden.value = new Set(flows.slice(mostSideBySide).map((trace) => trace.contender.place));
};

/** A phone has room for one ladder: that of the first contender that sends something again, if any does. */
export const beginNarrow = (traces: Trace[]): void => {
  const kept = traces.find((trace) => trace.packets.transmission.some((one) => one > 1)) ?? traces[0];
  hidden.value = new Set(traces.filter((trace) => trace !== kept).map((trace) => trace.contender.place));
};
