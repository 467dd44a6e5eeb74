import { hasPayload, isAgain, isCopy, isDamaged, isLost, word } from "../data/packets";
import type { Flights } from "../data/packets";
import type { Trace } from "../data/traces";
import { count } from "../format";
import { named, say } from "../words";

export const flagsOf = (packets: Flights, row: number): string[] => word(packets.flags, row).split(" ").filter((flag) => flag !== "");

/** The octets a packet carries, "1–1440", or the number of its segment; nothing without payload. */
export const octets = (trace: Trace, row: number): string => {
  const { packets } = trace;
  const payload = packets.payload[row] ?? 0;
  const first = packets.sequence[row] ?? NaN;
  if (!(payload > 0) || Number.isNaN(first)) return "";
  return trace.contender.countsSegments ? String(first) : `${first}–${first + payload - 1}`;
};

/** What a packet carries, in words: "bytes 1–1440", "segment 7 again"; nothing without payload. */
export const cargo = (trace: Trace, row: number, again = false): string => {
  const bytes = octets(trace, row);
  if (bytes === "") return "";
  const kind = trace.contender.countsSegments ? "arrow.segment" : "arrow.bytes";
  return say(again ? `${kind}_again` : kind, { bytes });
};

/** Pairs of begin and end, as the selective acknowledgement of a packet says them, where the trace knows. */
export const sackOf = (trace: Trace, row: number): [number, number][] => {
  const event = trace.sentEvent[row] ?? -1;
  const said = event >= 0 ? trace.events?.sent.sack.get(event) : trace.packets.sack.get(row);
  if (!Array.isArray(said)) return [];
  return said.filter((pair): pair is [number, number] => Array.isArray(pair) && typeof pair[0] === "number" && typeof pair[1] === "number");
};

/** The block that says what came last, and how many more there are: "SACK 2001–3000 +1". */
const sackText = (trace: Trace, row: number): string => {
  const [first, ...more] = sackOf(trace, row);
  if (first === undefined) return "";
  return `SACK ${first[0]}–${first[1] - 1}${more.length === 0 ? "" : ` +${more.length}`}`;
};

/** What stands on a packet's arrow. */
export const arrowText = (trace: Trace, row: number): string => {
  const packets = trace.packets;
  const protocol = word(packets.protocol, row);
  if (protocol !== "tcp") {
    const number = packets.dataSegment[row] ?? NaN;
    return Number.isNaN(number) ? `${protocol || "?"} ${packets.bytes[row] ?? 0}` : say("arrow.datagram", { number: count(number) });
  }
  const flags = flagsOf(packets, row);
  const parts = flags.filter((flag) => flag !== "ACK" && flag !== "PSH");
  const bytes = cargo(trace, row, isAgain(packets, row));
  if (bytes !== "") parts.push(bytes);
  const acknowledgment = packets.acknowledgment[row] ?? NaN;
  if (bytes === "" && flags.includes("ACK") && !Number.isNaN(acknowledgment)) parts.push(`ACK ${acknowledgment}`);
  const sack = sackText(trace, row);
  if (sack !== "") parts.push(sack);
  return parts.join(" ");
};

export const causeWords = (cause: string): string => named("cause", cause);

/** What became of a packet, in words. */
export const fateWords = (packets: Flights, row: number): string => {
  const parts: string[] = [];
  if (isCopy(packets, row)) parts.push(say("fate.copy"));
  if (isLost(packets, row)) parts.push(say("fate.dropped", { cause: causeWords(word(packets.cause, row)) }));
  else if (Number.isNaN(packets.arrivedAt[row] ?? NaN)) parts.push(say("fate.under_way"));
  else parts.push(say("fate.delivered"));
  if (isDamaged(packets, row)) parts.push(say("fate.damaged"));
  if (packets.overtaken[row] === 1) parts.push(say("fate.overtaken"));
  return parts.join(say("join.comma"));
};

/** One line about a packet, for people who do not see the picture. */
export const inOneLine = (trace: Trace, row: number): string => {
  const packets = trace.packets;
  const way = say(packets.reverse[row] === 1 ? "way.reverse" : "way.forward");
  const text = arrowText(trace, row) || say("arrow.nothing");
  return `${trace.contender.label}, ${way}: ${text}. ${fateWords(packets, row)}.`;
};

export type Filter = "all" | "trouble" | "data" | "acknowledgments" | "again";
export const filters: Filter[] = ["all", "trouble", "again", "data", "acknowledgments"];

export const passes = (packets: Flights, row: number, filter: Filter): boolean => {
  switch (filter) {
    case "all": return true;
    case "trouble": return isLost(packets, row) || isDamaged(packets, row) || isCopy(packets, row) || packets.overtaken[row] === 1;
    case "again": return isAgain(packets, row);
    case "data": return hasPayload(packets, row);
    case "acknowledgments": return !hasPayload(packets, row);
  }
};
