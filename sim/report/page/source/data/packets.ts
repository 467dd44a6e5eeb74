import { Table } from "./columns";

/** What the link did with every packet of a run, a row each, in the order in which they came to the link. Times are milliseconds. */
export interface Packets {
  count: number;
  /** 0: from client to server, 1: back. */
  reverse: Uint8Array;
  index: Float64Array;
  copy: Float64Array;
  /** When it came to the link, which is when its sender sent it. */
  sentAt: Float64Array;
  /** When it left the link; NaN: it never did. */
  arrivedAt: Float64Array;
  bytes: Float64Array;
  payload: Float64Array;
  sequence: Float64Array;
  acknowledgment: Float64Array;
  transmission: Float64Array;
  dataSegment: Float64Array;
  connection: Float64Array;
  queueBytes: Float64Array;
  queuedMs: Float64Array;
  heldMs: Float64Array;
  displacedBy: Float64Array;
  window: Float64Array;
  sack: Map<number, unknown>;
  /** Came out behind a packet that had come in later. */
  overtaken: Uint8Array;
  skippedDelay: Map<number, unknown>;
  marked: Map<number, unknown>;
  rule: Float64Array;
  cause: Words;
  label: Words;
  damage: Words;
  flags: Words;
  protocol: Words;
  /** The end of the last row that begins at or before each block of rows: what to skip when drawing. */
  blockEnd: Float64Array;
  /** Rows by direction and index: the packet itself, not its copies. */
  rowOf: [Map<number, number>, Map<number, number>];
  end: number;
}
export interface Words { places: Int32Array; words: string[] }

export const blockRows = 256;
const milli = (nanoseconds: Float64Array): Float64Array => nanoseconds.map((value) => value / 1e6);

export const word = (words: Words, row: number): string => words.words[words.places[row] ?? -1] ?? "";

const overtakenOf = (reverse: Uint8Array, sentAt: Float64Array, arrivedAt: Float64Array): Uint8Array => {
  const overtaken = new Uint8Array(sentAt.length);
  const earliest = [Infinity, Infinity];
  for (let row = sentAt.length - 1; row >= 0; --row) {
    const arrival = arrivedAt[row] ?? NaN;
    const way = reverse[row] ?? 0;
    if (Number.isNaN(arrival)) continue;
    if (arrival > (earliest[way] ?? Infinity)) overtaken[row] = 1;
    earliest[way] = Math.min(earliest[way] ?? Infinity, arrival);
  }
  return overtaken;
};

/** A packet that was dropped is drawn halfway, and takes half as long as those that arrived. */
const usualFlight = (sentAt: Float64Array, arrivedAt: Float64Array): number => {
  const flights: number[] = [];
  const step = Math.max(1, Math.floor(sentAt.length / 999));
  for (let row = 0; row < sentAt.length; row += step) {
    const flight = (arrivedAt[row] ?? NaN) - (sentAt[row] ?? NaN);
    if (Number.isFinite(flight)) flights.push(flight);
  }
  flights.sort((a, b) => a - b);
  return flights[Math.floor(flights.length / 2)] ?? 1;
};

export interface Flights extends Packets { usualFlight: number }

export const readPackets = (source: unknown): Flights => {
  const table = new Table(source, "direction");
  const direction = table.words("direction");
  const back = direction.words.indexOf("reverse");
  const reverse = Uint8Array.from(direction.places, (place) => (place === back && back >= 0 ? 1 : 0));
  const sentAt = milli(table.numbers("arrival_ns"));
  const due = table.numbers("due_ns");
  const release = table.numbers("release_ns");
  const arrivedAt = milli(due.map((value, row) => (Number.isNaN(release[row] ?? NaN) ? value : release[row] ?? NaN)));
  const index = table.numbers("index");
  const copy = table.numbers("copy");
  const rowOf: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];
  const blockEnd = new Float64Array(Math.ceil(table.rows / blockRows));
  let end = 0;
  for (let row = 0; row < table.rows; ++row) {
    if ((copy[row] ?? 0) === 0) rowOf[reverse[row] === 1 ? 1 : 0].set(index[row] ?? -1, row);
    const last = Math.max(sentAt[row] ?? 0, arrivedAt[row] || 0);
    end = Math.max(end, last);
    const block = Math.floor(row / blockRows);
    blockEnd[block] = Math.max(blockEnd[block] ?? 0, last);
  }
  return {
    count: table.rows, reverse, index, copy, sentAt, arrivedAt, rowOf, blockEnd, end,
    bytes: table.numbers("ip_bytes"), payload: table.numbers("packet.payload_bytes"),
    sequence: table.numbers("packet.sequence"), acknowledgment: table.numbers("packet.acknowledgment"),
    transmission: table.numbers("packet.transmission"), dataSegment: table.numbers("packet.data_segment"),
    connection: table.numbers("packet.connection"), queueBytes: table.numbers("queue_bytes"),
    queuedMs: milli(table.numbers("queued_ns")), heldMs: milli(table.numbers("held_back_ns")),
    displacedBy: table.numbers("displaced_by"), window: table.numbers("packet.window"), sack: table.lists("packet.sack"),
    overtaken: overtakenOf(reverse, sentAt, arrivedAt), skippedDelay: table.lists("skipped_delay"),
    marked: table.lists("marked_ce"), rule: table.numbers("rule"), cause: table.words("cause"), label: table.words("label"),
    damage: table.words("damage"), flags: table.words("packet.flags"), protocol: table.words("packet.protocol"),
    usualFlight: usualFlight(sentAt, arrivedAt),
  };
};

export const isLost = (packets: Packets, row: number): boolean => (packets.cause.places[row] ?? -1) >= 0;
export const isDamaged = (packets: Packets, row: number): boolean => (packets.damage.places[row] ?? -1) >= 0;
export const isCopy = (packets: Packets, row: number): boolean => (packets.copy[row] ?? 0) > 0;
export const isAgain = (packets: Packets, row: number): boolean => (packets.transmission[row] ?? 1) > 1;
export const hasPayload = (packets: Packets, row: number): boolean => (packets.payload[row] ?? 0) > 0;

/** Where a packet's line ends: at its arrival, or halfway when it was dropped. */
export const endOf = (packets: Flights, row: number): number => {
  const arrived = packets.arrivedAt[row] ?? NaN;
  return Number.isNaN(arrived) ? (packets.sentAt[row] ?? 0) + packets.usualFlight / 2 : arrived;
};
