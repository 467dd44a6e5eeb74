import { signal } from "@preact/signals";
import { unpack } from "./columns";
import { readEvents } from "./events";
import type { Events } from "./events";
import { readPackets, word } from "./packets";
import type { Flights } from "./packets";
import type { Contender } from "./report";

export interface Verdict { needless: boolean; earlier: number; fate: string }

/** The first run of a contender, packet by packet. */
export interface Trace {
  contender: Contender;
  packets: Flights;
  events: Events | null;
  /** By row of a packet: the row of the event that says why it was sent; -1: nobody says. */
  sentEvent: Int32Array;
  verdicts: Map<number, Verdict>;
}

export type Loaded = { state: "loading" } | { state: "ready"; traces: Trace[]; problems: { contender: string; what: string }[] };
export const loaded = signal<Loaded>({ state: "loading" });

const joinSent = (packets: Flights, events: Events | null): Int32Array => {
  const joined = new Int32Array(packets.count).fill(-1);
  if (events === null) return joined;
  for (let event = 0; event < events.sent.count; ++event) {
    const row = packets.rowOf[events.sent.server[event] === 1 ? 1 : 0].get(events.sent.packet[event] ?? -1);
    if (row !== undefined) joined[row] = event;
  }
  return joined;
};

const joinVerdicts = (packets: Flights, events: Events | null): Map<number, Verdict> => {
  const verdicts = new Map<number, Verdict>();
  if (events === null) return verdicts;
  for (let i = 0; i < events.verdict.count; ++i) {
    const rows = packets.rowOf[events.verdict.reverse[i] === 1 ? 1 : 0];
    const row = rows.get(events.verdict.packet[i] ?? -1);
    if (row === undefined) continue;
    const earlier = rows.get(events.verdict.earlier[i] ?? -1) ?? -1;
    verdicts.set(row, { needless: events.verdict.needless.get(i) === true, earlier, fate: word(events.verdict.fate, i) });
  }
  return verdicts;
};

const read = async (contender: Contender): Promise<Trace | null> => {
  if (contender.packed === null) return null;
  const packets = readPackets((await unpack(contender.packed.fates))["fates"]);
  const tables = contender.packed.events === null ? null : await unpack(contender.packed.events);
  const events = tables === null ? null : readEvents(tables, packets.sentAt[0] ?? 0);
  return { contender, packets, events, sentEvent: joinSent(packets, events), verdicts: joinVerdicts(packets, events) };
};

let begun = false;

/** Unpacks all traces once; views show what `loaded` says. */
export const load = async (contenders: Contender[], ready: (traces: Trace[], contenders: Contender[]) => void): Promise<void> => {
  if (begun) return;
  begun = true;
  const traces: Trace[] = [];
  const problems: { contender: string; what: string }[] = [];
  for (const contender of contenders) {
    try {
      const trace = await read(contender);
      if (trace !== null && trace.packets.count > 0) traces.push(trace);
    } catch (error) {
      problems.push({ contender: contender.label, what: error instanceof Error ? error.message : String(error) });
    }
  }
  ready(traces, contenders);
  loaded.value = { state: "ready", traces, problems };
};
