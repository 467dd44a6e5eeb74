import { endOf, hasPayload, isAgain, isCopy, isDamaged, isLost } from "../data/packets";
import type { Trace } from "../data/traces";
import type { Colours } from "../parts/colours";
import { font } from "../parts/colours";
import { arrowText, octets, passes } from "./describe";
import type { Filter } from "./describe";
import { arrowhead, cross, doubled, lozenge, ring, straight, trembling } from "./marks";
import type { Line } from "./marks";
import { eachVisible } from "./visible";

export interface Lane { trace: Trace; left: number; right: number }

export interface Scene {
  from: number; to: number; top: number; height: number;
  filter: Filter;
  /** Nothing after this moment is drawn; null: everything is. */
  until: number | null;
  /** What became of packets is hidden: a host cannot see it. */
  blind: boolean;
  chosen: number | null;
  hovered: number | null;
  chain: ReadonlySet<number>;
}

export const yOf = (scene: Scene, moment: number): number => scene.top + ((moment - scene.from) / (scene.to - scene.from)) * scene.height;

/** Where a packet's line runs, cut off at `until`. */
export const lineOf = (lane: Lane, scene: Scene, row: number): Line => {
  const { packets } = lane.trace;
  const back = packets.reverse[row] === 1;
  const [begin, goal] = back ? [lane.right, lane.left] : [lane.left, lane.right];
  const sent = packets.sentAt[row] ?? 0;
  const lost = isLost(packets, row);
  const end = lost && scene.blind ? sent + packets.usualFlight : endOf(packets, row);
  let share = lost && !scene.blind ? 0.5 : 1;
  let at = end;
  if (scene.until !== null && end > scene.until) {
    const part = Math.max(0, (scene.until - sent) / (end - sent || 1));
    share *= part;
    at = sent + (end - sent) * part;
  }
  return { x1: begin, y1: yOf(scene, sent), x2: begin + (goal - begin) * share, y2: yOf(scene, at) };
};

/** One line for each pixel, kind and direction is enough: what falls on the same pixel looks the same. */
const kindOf = (trace: Trace, row: number): number =>
  (isLost(trace.packets, row) ? 1 : 0) + (isDamaged(trace.packets, row) ? 2 : 0) + (isCopy(trace.packets, row) ? 4 : 0) +
  (isAgain(trace.packets, row) ? 8 : 0) + (trace.packets.overtaken[row] === 1 ? 16 : 0) + (trace.packets.reverse[row] === 1 ? 32 : 0);

export const visibleRows = (lane: Lane, scene: Scene): { rows: number[]; seen: number } => {
  const { packets } = lane.trace;
  const rows: number[] = [];
  const taken = new Set<number>();
  let seen = 0;
  eachVisible(packets, scene.from, Math.min(scene.to, scene.until ?? Infinity), (row) => {
    if (!passes(packets, row, scene.filter) || (scene.blind && isCopy(packets, row))) return;
    ++seen;
    const pixel = Math.round(yOf(scene, packets.sentAt[row] ?? 0)) * 64 + kindOf(lane.trace, row);
    if (taken.has(pixel) && row !== scene.chosen) return;
    taken.add(pixel);
    rows.push(row);
  });
  return { rows, seen };
};

const drawRow = (c: CanvasRenderingContext2D, lane: Lane, scene: Scene, row: number, colours: Colours, crowded: boolean): void => {
  const { packets, contender } = lane.trace;
  const line = lineOf(lane, scene, row);
  const show = !scene.blind;
  const lost = show && isLost(packets, row);
  const damaged = show && isDamaged(packets, row);
  const again = isAgain(packets, row);
  const special = lost || damaged || again || (show && (isCopy(packets, row) || packets.overtaken[row] === 1));
  const mine = colours.of(contender.place);
  c.strokeStyle = lost ? colours.bad : mine;
  c.fillStyle = c.strokeStyle;
  c.globalAlpha = crowded && !special ? 0.35 : hasPayload(packets, row) || special ? 1 : 0.6;
  c.lineWidth = again ? 2.25 : crowded ? 0.75 : hasPayload(packets, row) ? 1.5 : 1;
  c.setLineDash(show && packets.overtaken[row] === 1 ? [2, 4] : []);
  const finished = scene.until === null || endOf(packets, row) <= scene.until;
  if (damaged && !crowded) trembling(c, line);
  else if (show && isCopy(packets, row)) doubled(c, line);
  else straight(c, line);
  c.setLineDash([]);
  c.globalAlpha = 1;
  if (!lost && !crowded && finished) arrowhead(c, line);
  c.lineWidth = 2;
  if (lost && finished) cross(c, line.x2, line.y2, crowded ? 3 : 5);
  if (damaged && finished) lozenge(c, line.x2, line.y2);
  if (again && !crowded) {
    c.fillStyle = colours.paper;
    ring(c, line.x1, line.y1);
  }
};

/** Text along its arrow, near the sender, where there is room for it. */
const drawTexts = (c: CanvasRenderingContext2D, lane: Lane, scene: Scene, rows: number[], colours: Colours): void => {
  const last = [-Infinity, -Infinity];
  const room = Math.abs(lane.right - lane.left);
  c.font = font(12);
  for (const row of rows) {
    const line = lineOf(lane, scene, row);
    const back = lane.trace.packets.reverse[row] === 1 ? 1 : 0;
    const important = row === scene.chosen || row === scene.hovered;
    const slope = Math.atan2(line.y2 - line.y1, Math.abs(line.x2 - line.x1));
    // Lines of text may not touch, however steep they are.
    if (!important && line.y1 - (last[back] ?? 0) < 16 / Math.cos(Math.min(slope, 1.25))) continue;
    if (Math.abs(slope) > 1.25 || room < 90) continue;
    const space = Math.min(room * 0.8, Math.hypot(line.x2 - line.x1, line.y2 - line.y1) * 0.95) - 12;
    const text = [arrowText(lane.trace, row), octets(lane.trace, row)].find((one) => one !== "" && c.measureText(one).width <= space);
    if (text === undefined) continue;
    last[back] = line.y1;
    c.save();
    c.translate(line.x1, line.y1);
    c.rotate(back === 1 ? -slope : slope);
    c.textAlign = back === 1 ? "right" : "left";
    c.lineWidth = 3.5;
    c.strokeStyle = colours.paper;
    c.fillStyle = colours.ink;
    c.strokeText(text, back === 1 ? -10 : 10, -4);
    c.fillText(text, back === 1 ? -10 : 10, -4);
    c.restore();
  }
};

const halo = (c: CanvasRenderingContext2D, line: Line, colour: string, width: number): void => {
  c.save();
  c.globalAlpha = 0.3;
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.lineCap = "round";
  straight(c, line);
  c.restore();
};

/** Draws a lane; returns how many packets were in sight. */
export const drawLane = (c: CanvasRenderingContext2D, lane: Lane, scene: Scene, colours: Colours): number => {
  c.save();
  c.beginPath();
  c.rect(lane.left - 8, scene.top, lane.right - lane.left + 16, scene.height);
  c.clip();
  c.strokeStyle = colours.soft;
  c.lineWidth = 1.25;
  straight(c, { x1: lane.left, y1: scene.top, x2: lane.left, y2: scene.top + scene.height });
  straight(c, { x1: lane.right, y1: scene.top, x2: lane.right, y2: scene.top + scene.height });
  const { rows, seen } = visibleRows(lane, scene);
  const top = yOf(scene, Math.max(scene.from, lane.trace.packets.sentAt[rows[0] ?? 0] ?? 0));
  const bottom = yOf(scene, Math.min(scene.to, lane.trace.packets.sentAt[rows[rows.length - 1] ?? 0] ?? 0));
  const crowded = rows.length > 20 && rows.length > (bottom - top) / 3;
  for (const row of scene.chain) halo(c, lineOf(lane, scene, row), colours.of(lane.trace.contender.place), 8);
  for (const row of rows) drawRow(c, lane, scene, row, colours, crowded);
  for (const row of [scene.hovered, scene.chosen]) {
    if (row !== null) halo(c, lineOf(lane, scene, row), colours.ink, 9);
  }
  drawTexts(c, lane, scene, crowded ? [scene.hovered, scene.chosen].filter((row): row is number => row !== null) : rows, colours);
  c.restore();
  return seen;
};
