import { hasPayload, isAgain, isCopy, word } from "../data/packets";
import type { Trace } from "../data/traces";
import { flagsOf } from "../ladder/describe";

/** What a host may send next, as a question can put it. */
export const kinds = ["new", "again", "acknowledgment", "open", "close"] as const;
export type Kind = (typeof kinds)[number];

export const kindOf = (trace: Trace, row: number): Kind => {
  const flags = flagsOf(trace.packets, row);
  if (flags.includes("SYN")) return "open";
  if (isAgain(trace.packets, row) && (hasPayload(trace.packets, row) || flags.includes("FIN"))) return "again";
  if (flags.includes("FIN") || flags.includes("RST")) return "close";
  return hasPayload(trace.packets, row) ? "new" : "acknowledgment";
};

/** Contenders whose next step can be guessed at all: those that answer to what they see. */
export const canBeAsked = (trace: Trace): boolean => trace.packets.protocol.words.includes("tcp");

/** The packets that a side sent, in time. */
export const sentBy = (trace: Trace, server: boolean): number[] => {
  const rows: number[] = [];
  for (let row = 0; row < trace.packets.count; ++row) {
    const from = trace.packets.reverse[row] === 1;
    if (from === server && !isCopy(trace.packets, row) && word(trace.packets.protocol, row) === "tcp") rows.push(row);
  }
  return rows;
};

/** The next place where the answer is another than the one before. */
export const nextTurn = (trace: Trace, rows: number[], from: number): number => {
  for (let i = from + 1; i < rows.length; ++i) {
    if (kindOf(trace, rows[i] ?? 0) !== kindOf(trace, rows[i - 1] ?? 0)) return i;
  }
  return rows.length;
};
