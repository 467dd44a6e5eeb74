import { at, numbers } from "../data/values";
import { firstRun, sampledAt } from "../data/report";
import type { Contender } from "../data/report";
import { word } from "../data/packets";
import type { Trace } from "../data/traces";

/** Points in time order; a value that is not there breaks the line. */
export interface Series {
  /** Whose it is, which decides its colour; null: everybody's. */
  place: number | null;
  label: string;
  at: ArrayLike<number>;
  value: ArrayLike<number>;
  look: "line" | "step" | "dots";
  dash: number[];
  width: number;
}

const column = (contender: Contender, name: string): Float64Array =>
  Float64Array.from(numbers(at(firstRun(contender), `series.${name}`)), (value) => value ?? NaN);

const some = (values: ArrayLike<number>): boolean => {
  for (let i = 0; i < values.length; ++i) if (Number.isFinite(values[i] ?? NaN)) return true;
  return false;
};

/** A column of the report's own series (first run); nothing where it is empty. */
export const sampled = (contender: Contender, name: string, label: string, dash: number[] = [], width = 1.75, look: Series["look"] = "line"): Series[] => {
  const value = column(contender, name);
  if (!some(value)) return [];
  return [{ place: contender.place, label: `${contender.label}: ${label}`, at: sampledAt(contender), value, look, dash, width }];
};

/** The rows that one host or direction has. */
const only = (wanted: (row: number) => boolean, moments: Float64Array, values: Float64Array): { at: Float64Array; value: Float64Array } => {
  const rows: number[] = [];
  for (let row = 0; row < moments.length; ++row) if (wanted(row)) rows.push(row);
  return { at: Float64Array.from(rows, (row) => moments[row] ?? NaN), value: Float64Array.from(rows, (row) => values[row] ?? NaN) };
};

/** What the server offers to take, as its segments said when they came to the link. */
export const receiveWindow = (trace: Trace, label: string): Series[] => {
  const { packets } = trace;
  if (trace.contender.countsSegments) return [];
  const { at: moments, value } = only((row) => packets.reverse[row] === 1 && packets.copy[row] === 0 && Number.isFinite(packets.window[row] ?? NaN),
    packets.sentAt, packets.window);
  if (moments.length === 0) return [];
  return [{ place: trace.contender.place, label: `${trace.contender.label}: ${label}`, at: moments, value, look: "step", dash: [8, 4], width: 1 }];
};

/** Each measured round trip of the client. */
export const roundTrips = (trace: Trace, label: string): Series[] => {
  const trips = trace.events?.roundTrip;
  if (trips === undefined) return [];
  const { at: moments, value } = only((row) => trips.server[row] === 0, trips.at, trips.sample);
  if (moments.length === 0) return [];
  return [{ place: trace.contender.place, label: `${trace.contender.label}: ${label}`, at: moments, value, look: "dots", dash: [], width: 1 }];
};

/** What was lost before the queue has not seen it. */
const queueOf = (trace: Trace): { at: Float64Array; value: Float64Array } => {
  const { packets } = trace;
  const saw = (row: number): boolean => ["", "queue", "aqm"].includes(word(packets.cause, row));
  return only((row) => packets.reverse[row] === 0 && packets.copy[row] === 0 && saw(row), packets.sentAt, packets.queueBytes);
};

/** The one queue of flows that share a link, as the packets of all of them found it. */
const sharedQueue = (traces: Trace[], label: string): Series[] => {
  const points = traces.map(queueOf).flatMap(({ at: moments, value }) => Array.from(moments, (moment, i): [number, number] => [moment, value[i] ?? NaN]));
  points.sort((a, b) => a[0] - b[0]);
  return [{ place: null, label, at: points.map(([moment]) => moment), value: points.map(([, value]) => value),
    look: "step", dash: [], width: 1.25 }];
};

/** Bytes that waited at the bottleneck whenever a packet of the forward direction came: a queue a contender, or one of all flows. */
export const queues = (traces: Trace[], label: (of: Trace) => string): Series[] => {
  const series: Series[] = [];
  for (const trace of traces) {
    const { contender } = trace;
    const together = contender.report.sharesLink ? traces.filter((one) => one.contender.report === contender.report) : [];
    if (together.length > 1) {
      if (together[0] === trace) series.push(...sharedQueue(together, label(trace)));
      continue;
    }
    const { at: moments, value } = queueOf(trace);
    series.push({ place: contender.place, label: contender.label, at: moments, value, look: "step", dash: [], width: 1.25 });
  }
  return series.filter((one) => some(one.value) && Array.prototype.some.call(one.value, (value: number) => value > 0));
};

/** What the link would allow at most: a straight line from the start. */
export const limit = (contender: Contender, label: string, until: number): Series[] => {
  const bits = at(firstRun(contender), "limit_bits_per_s");
  const delivered = column(contender, "delivered_bytes");
  const most = Math.max(0, ...[delivered[delivered.length - 1] ?? 0]);
  if (typeof bits !== "number" || !(bits > 0) || most === 0) return [];
  const from = contender.startsAt;
  const end = Math.min(until, from + (most / bits) * 8000);
  return [{ place: contender.place, label, at: [from, end], value: [0, (bits / 8000) * (end - from)], look: "line", dash: [2, 4], width: 1.25 }];
};
