import { Table } from "./columns";
import type { Words } from "./packets";

/** What our transport says of itself at both ends (times in milliseconds on the link's clock), and the link's verdicts. */
export interface Events {
  sent: { count: number; server: Uint8Array; at: Float64Array; packet: Float64Array; why: Words; cause: Words; toldBy: Map<number, unknown>;
    window: Float64Array; sack: Map<number, unknown> };
  received: { count: number; server: Uint8Array; at: Float64Array; segment: Float64Array; flags: Words; sequence: Float64Array;
    payload: Float64Array; acknowledgment: Float64Array; window: Float64Array; sack: Map<number, unknown> };
  lost: { count: number; server: Uint8Array; at: Float64Array; begin: Float64Array; end: Float64Array; cause: Words };
  expired: { count: number; server: Uint8Array; at: Float64Array; timer: Words };
  window: { count: number; server: Uint8Array; at: Float64Array; congestion: Float64Array; threshold: Float64Array; inFlight: Float64Array };
  roundTrip: { count: number; server: Uint8Array; at: Float64Array; sample: Float64Array; smoothed: Float64Array; timeout: Float64Array };
  verdict: { count: number; reverse: Uint8Array; packet: Float64Array; needless: Map<number, unknown>; earlier: Float64Array; fate: Words };
}

const flagsOf = (words: Words, which: string): Uint8Array => {
  const place = words.words.indexOf(which);
  return Uint8Array.from(words.places, (one) => (place >= 0 && one === place ? 1 : 0));
};

/** `shift` is added to every time: events count from the first event, the link from its first packet. */
const host = (table: Table, shift: number) => ({
  count: table.rows,
  server: flagsOf(table.words("host"), "server"),
  at: table.numbers("at_ns").map((value) => value / 1e6 + shift),
});

export const readEvents = (tables: Record<string, unknown>, firstSentAt: number): Events => {
  const of = (name: string, lane = "host"): Table => new Table(tables[name], lane);
  const sent = of("sent");
  const first = sent.numbers("at_ns")[0] ?? NaN;
  const shift = Number.isNaN(first) ? 0 : firstSentAt - first / 1e6;
  const received = of("received");
  const lost = of("lost");
  const expired = of("expired");
  const window = of("window");
  const trips = of("round_trip");
  const verdict = of("verdict", "direction");
  return {
    sent: { ...host(sent, shift), packet: sent.numbers("packet"), why: sent.words("why"), cause: sent.words("cause"),
      toldBy: sent.lists("told_by"), window: sent.numbers("window_bytes"), sack: sent.lists("sack") },
    received: { ...host(received, shift), segment: received.numbers("segment"), flags: received.words("flags"),
      sequence: received.numbers("sequence"), payload: received.numbers("payload_bytes"),
      acknowledgment: received.numbers("acknowledgment"), window: received.numbers("window_bytes"), sack: received.lists("sack") },
    lost: { ...host(lost, shift), begin: lost.numbers("begin"), end: lost.numbers("end"), cause: lost.words("cause") },
    expired: { ...host(expired, shift), timer: expired.words("timer") },
    window: { ...host(window, shift), congestion: window.numbers("congestion_window_bytes"),
      threshold: window.numbers("slow_start_threshold_bytes"), inFlight: window.numbers("in_flight_bytes") },
    roundTrip: { ...host(trips, shift), sample: trips.numbers("sample_ns").map((value) => value / 1e6),
      smoothed: trips.numbers("smoothed_ns").map((value) => value / 1e6),
      timeout: trips.numbers("retransmission_timeout_ns").map((value) => value / 1e6) },
    verdict: { count: verdict.rows, reverse: flagsOf(verdict.words("direction"), "reverse"), packet: verdict.numbers("packet"),
      needless: verdict.lists("needless"), earlier: verdict.numbers("earlier_packet"), fate: verdict.words("earlier_fate") },
  };
};
