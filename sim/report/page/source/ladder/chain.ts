import { hasPayload, isAgain, word } from "../data/packets";
import type { Trace } from "../data/traces";
import { count, milliseconds } from "../format";
import { named, say } from "../words";
import { cargo, causeWords, sackOf } from "./describe";

/** A step of the story: what happened, and which packet shows it. */
export interface Step { text: string; row: number | null; at: number }

const numbersOf = (value: unknown): number[] => (Array.isArray(value) ? value.filter((one): one is number => typeof one === "number") : []);

/** The packet that a received segment was: the last with the same header that came out of the link before. */
const rowOfReceived = (trace: Trace, event: number): number | null => {
  const received = trace.events?.received;
  if (received === undefined) return null;
  const { packets } = trace;
  const to = received.server[event] === 1 ? 0 : 1;
  const moment = received.at[event] ?? 0;
  let found: number | null = null;
  for (let row = 0; row < packets.count && (packets.sentAt[row] ?? 0) <= moment; ++row) {
    if ((packets.reverse[row] ?? 0) !== to || !((packets.arrivedAt[row] ?? NaN) <= moment + 1e-6)) continue;
    const same = packets.sequence[row] === received.sequence[event] && packets.acknowledgment[row] === received.acknowledgment[event] &&
      packets.payload[row] === received.payload[event];
    if (same && (found === null || (packets.arrivedAt[row] ?? 0) >= (packets.arrivedAt[found] ?? 0))) found = row;
  }
  return found;
};

const place = (trace: Trace, server: number, segment: number): number => {
  const received = trace.events?.received;
  if (received === undefined) return -1;
  for (let i = 0; i < received.count; ++i) {
    if (received.server[i] === server && received.segment[i] === segment) return i;
  }
  return -1;
};

const earlierStep = (trace: Trace, row: number): Step[] => {
  const verdict = trace.verdicts.get(row);
  const { packets } = trace;
  let before = verdict?.earlier ?? -1;
  if (before < 0) {
    // Nobody judged it: the last packet before it with its first octet.
    for (let i = row - 1; i >= 0 && before < 0; --i) {
      if (packets.reverse[i] === packets.reverse[row] && packets.connection[i] === packets.connection[row] &&
        packets.sequence[i] === packets.sequence[row] && packets.payload[i] === packets.payload[row] && packets.copy[i] === 0) before = i;
    }
  }
  if (before < 0) return [];
  const cause = word(packets.cause, before);
  const damaged = word(packets.damage, before) !== "";
  const key = cause !== "" ? "chain.dropped" : damaged ? "chain.damaged" : "chain.delivered";
  return [{ row: before, at: packets.sentAt[before] ?? 0, text: say(key, { cause: causeWords(cause), what: cargo(trace, before) || word(packets.flags, before) }) }];
};

/** How many packets behind the missing one came out of the link before it was sent again. */
const missingStep = (trace: Trace, row: number, before: number | null): Step[] => {
  const { packets } = trace;
  if (before === null || !hasPayload(packets, row)) return [];
  const until = packets.sentAt[row] ?? 0;
  let behind = 0;
  let first: number | null = null;
  for (let i = before + 1; i < row; ++i) {
    const later = packets.reverse[i] === packets.reverse[row] && hasPayload(packets, i) && (packets.sequence[i] ?? 0) > (packets.sequence[row] ?? 0);
    if (!later || !((packets.arrivedAt[i] ?? NaN) < until)) continue;
    ++behind;
    first ??= i;
  }
  if (behind === 0) return [];
  return [{ row: first, at: packets.arrivedAt[first ?? 0] ?? 0, text: say(behind === 1 ? "chain.missing_one" : "chain.missing", { bytes: cargo(trace, row), count: count(behind) }) }];
};

const tellers = (trace: Trace, row: number): Step[] => {
  const { packets, events } = trace;
  const event = trace.sentEvent[row] ?? -1;
  if (event < 0 || events === null) return visibleDuplicates(trace, row);
  const server = events.sent.server[event] ?? 0;
  const told = numbersOf(events.sent.toldBy.get(event));
  const last = told[told.length - 1];
  if (last === undefined) return [];
  const received = place(trace, server, last);
  const from = received < 0 ? null : rowOfReceived(trace, received);
  const at = received < 0 ? packets.sentAt[row] ?? 0 : events.received.at[received] ?? 0;
  const acknowledgment = received < 0 ? NaN : events.received.acknowledgment[received] ?? NaN;
  const sack = from === null ? 0 : sackOf(trace, from).length;
  const text = say(told.length === 1 ? "chain.told_one" : "chain.told", { count: count(told.length), acknowledgment: Number.isNaN(acknowledgment) ? "?" : String(acknowledgment) });
  return [{ row: from, at, text: sack > 0 ? `${text} ${say("chain.sack")}` : text }];
};

/** Of a TCP that does not tell: the ACKs that asked for this octet before it was sent again. */
const visibleDuplicates = (trace: Trace, row: number): Step[] => {
  const { packets } = trace;
  let seen = 0;
  let last: number | null = null;
  for (let i = 0; i < packets.count && (packets.sentAt[i] ?? 0) < (packets.sentAt[row] ?? 0); ++i) {
    const asks = packets.reverse[i] !== packets.reverse[row] && packets.acknowledgment[i] === packets.sequence[row] && !hasPayload(packets, i);
    if (!asks || !((packets.arrivedAt[i] ?? NaN) <= (packets.sentAt[row] ?? 0))) continue;
    ++seen;
    last = i;
  }
  if (seen === 0) return [];
  return [{ row: last, at: packets.arrivedAt[last ?? 0] ?? 0, text: say(seen === 1 ? "chain.asked_one" : "chain.asked", { count: count(seen), acknowledgment: String(packets.sequence[row] ?? 0) }) }];
};

/** The timer that expired at the very moment at which it was sent. */
const timers = (trace: Trace, row: number): Step[] => {
  const { packets, events } = trace;
  const event = trace.sentEvent[row] ?? -1;
  if (events === null || event < 0) return [];
  const at = events.sent.at[event] ?? 0;
  for (let i = events.expired.count - 1; i >= 0; --i) {
    const moment = events.expired.at[i] ?? 0;
    if (moment > at || events.expired.server[i] !== events.sent.server[event]) continue;
    if (at - moment > 0.5) return [];
    const timer = word(events.expired.timer, i);
    return [{ row: null, at: moment, text: say("chain.expired", { timer: named("timer", timer), after: milliseconds(moment - (packets.sentAt[0] ?? 0)) }) }];
  }
  return [];
};

const verdictStep = (trace: Trace, row: number): Step[] => {
  const verdict = trace.verdicts.get(row);
  if (verdict === undefined) return [];
  return [{ row: null, at: Infinity, text: say(verdict.needless ? "chain.needless" : "chain.necessary") }];
};

/** What led to a packet that sends something again; nothing for others. */
export const chainOf = (trace: Trace, row: number): Step[] => {
  if (!isAgain(trace.packets, row)) return [];
  const { packets } = trace;
  const earlier = earlierStep(trace, row);
  const event = trace.sentEvent[row] ?? -1;
  const cause = event < 0 ? "" : word(trace.events?.sent.cause ?? { places: new Int32Array(), words: [] }, event);
  const again: Step = {
    row, at: packets.sentAt[row] ?? 0,
    text: say("chain.again", { number: count(packets.transmission[row] ?? 2) }) + (cause === "" ? "" : ` ${named("cause_again", cause)}`),
  };
  return [...earlier, ...missingStep(trace, row, earlier[0]?.row ?? null), ...tellers(trace, row), ...timers(trace, row), again, ...verdictStep(trace, row)];
};
