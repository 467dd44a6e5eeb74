import { at, list, number, text } from "../data/values";
import type { Contender } from "../data/report";

/** How the latencies of all runs of a contender were spread, as its report counted them; times in milliseconds. */
export interface Spread {
  of: Contender;
  thing: string;
  measured: number;
  never: number;
  /** All that was wanted: what has a latency, and what never came. */
  wanted: number;
  deadline: number | null;
  bins: { first: number; last: number; count: number }[];
}

const most = 200;
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Null where a report has none, or where what it has cannot be. */
export const spreadOf = (of: Contender): Spread | null => {
  const [first, last, count] = ["first_ns", "last_ns", "count"].map((key) => list(at(of.latency, key)));
  const never = at(of.latency, "never");
  if (first === undefined || last === undefined || count === undefined || !isCount(never) || first.length > most) return null;
  const bins: Spread["bins"] = [];
  let before = -1;
  let measured = 0;
  for (let i = 0; i < first.length; ++i) {
    const [low, high, many] = [first[i], last[i], count[i]];
    if (!isCount(low) || !isCount(high) || !isCount(many) || low <= before || high < low) return null;
    bins.push({ first: low / 1e6, last: high / 1e6, count: many });
    before = high;
    measured += many;
  }
  const thing = text(at(of.latency, "of"));
  const wanted = measured + never;
  return wanted === 0 ? null
    : { of, thing: thing === "exchange" || thing === "round" ? thing : "message", measured, never, wanted, deadline: number(at(of.latency, "deadline_ms")), bins };
};

/** How many took longer than that, or never came: exact at the end of a bin, and so at the deadline. */
export const longerThan = (spread: Spread, ms: number): number =>
  spread.never + spread.bins.reduce((sum, bin) => sum + (bin.last > ms ? bin.count : 0), 0);

/** The share that took longer, from bin to bin; nothing is said about what happens inside one, so the line crosses it straight. */
export const curveOf = (spread: Spread): [ms: number, share: number][] => {
  let left = spread.wanted;
  const points: [number, number][] = [];
  for (const bin of spread.bins) {
    points.push([bin.first, left / spread.wanted]);
    left -= bin.count;
    points.push([bin.last, left / spread.wanted]);
  }
  return points;
};
