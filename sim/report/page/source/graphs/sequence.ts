import { hasPayload, isAgain, isDamaged, isLost, word } from "../data/packets";
import type { Trace } from "../data/traces";
import type { Colours } from "../parts/colours";
import { firstSentAfter } from "../ladder/visible";
import { span } from "../timeline";
import { cross } from "../ladder/marks";
import type { Frame } from "./chart";

/** What tcptrace's time-sequence graph of one connection shows, as far as this trace knows it. */
export interface Sequence { trace: Trace; most: number; acks: { at: Float64Array; ack: Float64Array; window: Float64Array } }

/** How far a packet reaches: to behind its last byte, or its segment. */
export const reach = (trace: Trace, row: number): number =>
  (trace.packets.sequence[row] || 0) + (trace.contender.countsSegments ? 1 : trace.packets.payload[row] || 0);

export const sequenceOf = (trace: Trace): Sequence | null => {
  const { packets } = trace;
  let most = 0;
  const rows: number[] = [];
  for (let row = 0; row < packets.count; ++row) {
    if (packets.reverse[row] === 0 && hasPayload(packets, row) && word(packets.protocol, row) === "tcp") {
      most = Math.max(most, reach(trace, row));
    }
    const arrives = packets.reverse[row] === 1 && Number.isFinite(packets.arrivedAt[row] ?? NaN) && Number.isFinite(packets.acknowledgment[row] ?? NaN);
    if (arrives && !isDamaged(packets, row)) rows.push(row);
  }
  if (most === 0) return null;
  rows.sort((a, b) => (packets.arrivedAt[a] ?? 0) - (packets.arrivedAt[b] ?? 0));
  const window = (row: number): number => {
    const event = trace.sentEvent[row] ?? -1;
    if (trace.contender.countsSegments) return NaN;
    return event >= 0 ? trace.events?.sent.window[event] ?? NaN : packets.window[row] ?? NaN;
  };
  let far = 0;
  const ack = Float64Array.from(rows, (row) => (far = Math.max(far, packets.acknowledgment[row] ?? 0)));
  const edges = Float64Array.from(rows, (row, i) => (ack[i] ?? 0) + window(row));
  return { trace, most, acks: { at: Float64Array.from(rows, (row) => packets.arrivedAt[row] ?? NaN), ack, window: edges } };
};

/** A staircase: what was acknowledged, and how far the window reached. */
const stairs = (c: CanvasRenderingContext2D, frame: Frame, moments: Float64Array, values: Float64Array): void => {
  c.beginPath();
  let last = NaN;
  let pixel = NaN;
  for (let i = 0; i < moments.length; ++i) {
    const at = moments[i] ?? 0;
    const next = moments[i + 1];
    if ((next !== undefined && next < span.value.from) || at > span.value.to) continue;
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    const x = frame.x(at);
    const y = frame.y(value);
    if (Number.isNaN(last)) c.moveTo(x, y);
    else if (Math.round(x) !== pixel) c.lineTo(x, last);
    c.lineTo(x, y);
    last = y;
    pixel = Math.round(x);
  }
  if (!Number.isNaN(last)) c.lineTo(frame.right, last);
  c.stroke();
};

/** tcptrace's conventions: a segment is a vertical line with arrow tips, one sent again is bold and has R above it; acknowledgements and
 *  window are staircases below and above. */
export const drawSequence = (c: CanvasRenderingContext2D, frame: Frame, inks: Colours, sequence: Sequence): void => {
  const { packets, contender } = sequence.trace;
  c.lineWidth = 1.25;
  c.strokeStyle = inks.soft;
  stairs(c, frame, sequence.acks.at, sequence.acks.ack);
  c.setLineDash([8, 4]);
  stairs(c, frame, sequence.acks.at, sequence.acks.window);
  c.setLineDash([]);
  const begin = firstSentAfter(packets, span.value.from);
  const end = firstSentAfter(packets, span.value.to);
  const roomy = end - begin < 400;
  const taken = new Set<number>();
  for (let row = begin; row < end; ++row) {
    if (packets.reverse[row] === 1 || packets.copy[row] !== 0 || !hasPayload(packets, row)) continue;
    const x = frame.x(packets.sentAt[row] ?? 0);
    const from = frame.y(packets.sequence[row] ?? 0);
    const to = frame.y(reach(sequence.trace, row));
    const again = isAgain(packets, row);
    const lost = isLost(packets, row);
    const key = (Math.round(x) * 4096 + Math.round(from)) * 4 + (again ? 1 : 0) + (lost ? 2 : 0);
    if (taken.has(key)) continue;
    taken.add(key);
    c.strokeStyle = c.fillStyle = inks.of(contender.place);
    c.lineWidth = again ? 3 : 1.25;
    c.beginPath();
    c.moveTo(x, from);
    c.lineTo(x, Math.min(to, from - 1));
    c.stroke();
    if (roomy) {
      for (const [y, way] of [[from, -1], [to, 1]] as const) {
        c.lineWidth = 1.25;
        c.beginPath();
        c.moveTo(x - 2.5, y + way * 2.5);
        c.lineTo(x, y);
        c.lineTo(x + 2.5, y + way * 2.5);
        c.stroke();
      }
    }
    if (again && roomy) c.fillText("R", x, to - 6);
    else if (again) c.fillRect(x - 1.5, from - 3, 3, 3);
    if (lost) {
      c.strokeStyle = inks.bad;
      c.lineWidth = roomy ? 2 : 1;
      cross(c, x, (from + to) / 2, end - begin < 4000 ? 4 : 2);
    }
  }
};
