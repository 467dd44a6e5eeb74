import { signal } from "@preact/signals";
import { sampledAt } from "./data/report";
import type { Contender } from "./data/report";
import type { Trace } from "./data/traces";

/** The stretch of time that ladder and graphs show, and the moment under the pointer: shared, so that they move together. */
export const span = signal({ from: 0, to: 1000 });
export const cursor = signal<number | null>(null);
export const whole = signal({ from: 0, to: 1000 });

/** A packet that was chosen: of which contender, and its row. */
export const chosen = signal<{ place: number; row: number } | null>(null);

const narrowest = 0.001;

/** Moves the stretch, kept within the run and no shorter than a microsecond. */
export const showSpan = (from: number, to: number): void => {
  const all = whole.value;
  const room = all.to - all.from;
  const length = Math.min(Math.max(to - from, narrowest), room);
  const begin = Math.min(Math.max(from, all.from), all.to - length);
  span.value = { from: begin, to: begin + length };
};

export const zoom = (factor: number, around?: number): void => {
  const { from, to } = span.value;
  const fixed = around ?? (from + to) / 2;
  const length = Math.min(Math.max((to - from) * factor, narrowest), whole.value.to - whole.value.from);
  const share = (fixed - from) / (to - from);
  showSpan(fixed - length * share, fixed + length * (1 - share));
};

export const pan = (ms: number): void => showSpan(span.value.from + ms, span.value.to + ms);
export const showAll = (): void => showSpan(whole.value.from, whole.value.to);

/** Moves so that a moment is in sight, and no further than needed. */
export const reveal = (moment: number, until = moment): void => {
  const { from, to } = span.value;
  const length = to - from;
  if (moment >= from + length * 0.05 && until <= to - length * 0.05) return;
  showSpan(moment - length * 0.25, moment + length * 0.75);
};

/** The whole run, with room at both ends; the beginning of it in sight. */
export const fit = (traces: Trace[], contenders: Contender[]): void => {
  const sampled = contenders.map((one) => sampledAt(one).at(-1) || 0);
  const end = Math.max(1, ...traces.map((trace) => trace.packets.end), ...sampled);
  const flight = Math.min(end / 6, ...traces.map((trace) => trace.packets.usualFlight));
  whole.value = { from: -flight * 0.25, to: end + flight * 0.5 };
  const firstData = flight * 6;
  showSpan(whole.value.from, Math.min(whole.value.to, firstData));
};
