import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { isLost, isAgain } from "../data/packets";
import type { Trace } from "../data/traces";
import { colours, font, prepare } from "../parts/colours";
import type { Colours } from "../parts/colours";
import { count, moment } from "../format";
import { paint } from "../state";
import { chosen, cursor, span, whole, zoom, pan, showSpan } from "../timeline";
import { say } from "../words";
import { inOneLine } from "./describe";
import type { Filter } from "./describe";
import { drawHeads } from "./heads";
import { drawLane, lineOf, visibleRows } from "./lane";
import type { Lane, Scene } from "./lane";
import { ticksOf } from "../parts/ticks";
import { choose, filter, until } from "./state";

const axis = 74;
const strip = 18;
const head = 44;

/** Where the lanes are on a canvas so wide. */
const lanesOf = (traces: Trace[], width: number): Lane[] => {
  const room = (width - axis - strip - 12) / Math.max(1, traces.length);
  const gap = Math.min(30, room * 0.12);
  return traces.map((trace, i) => ({ trace, left: axis + room * i + gap, right: axis + room * (i + 1) - gap }));
};

const drawAxis = (c: CanvasRenderingContext2D, width: number, height: number, scene: Scene, inks: Colours): void => {
  const { ticks, step } = ticksOf(scene.from, scene.to, scene.height / 60);
  c.font = font(12);
  c.textAlign = "right";
  c.textBaseline = "middle";
  for (const tick of ticks) {
    const y = scene.top + ((tick - scene.from) / (scene.to - scene.from)) * scene.height;
    if (y < scene.top || y > height - 4) continue;
    c.strokeStyle = inks.line;
    c.lineWidth = 1;
    c.beginPath();
    c.moveTo(axis - 4, y);
    c.lineTo(width - strip - 8, y);
    c.stroke();
    c.fillStyle = inks.soft;
    c.fillText(moment(tick, step), axis - 9, y);
  }
  c.textBaseline = "alphabetic";
};

/** The whole run in a narrow strip: where losses and retransmissions are, and what is in sight. */
const drawStrip = (c: CanvasRenderingContext2D, lanes: Lane[], width: number, height: number, inks: Colours): void => {
  const left = width - strip;
  const { from, to } = whole.value;
  const y = (at: number): number => head + ((at - from) / (to - from)) * (height - head);
  c.fillStyle = inks.raised;
  c.fillRect(left, head, strip, height - head);
  for (const lane of lanes) {
    const { packets } = lane.trace;
    const drawn = new Set<number>();
    for (let row = 0; row < packets.count; ++row) {
      const lost = isLost(packets, row);
      if (!lost && !isAgain(packets, row)) continue;
      const pixel = Math.round(y(packets.sentAt[row] ?? 0)) * 2 + (lost ? 1 : 0);
      if (drawn.has(pixel)) continue;
      drawn.add(pixel);
      c.fillStyle = lost ? inks.bad : inks.of(lane.trace.contender.place);
      c.fillRect(left + (lost ? 1 : strip / 2), pixel >> 1, strip / 2 - 1, 1);
    }
  }
  c.strokeStyle = inks.ink;
  c.lineWidth = 1.5;
  c.strokeRect(left + 1, y(span.value.from), strip - 2, Math.max(3, y(span.value.to) - y(span.value.from)));
};

interface Props {
  traces: Trace[]; height: number; chain: ReadonlySet<number>; label: string;
  filterBy?: Filter; stopAt?: number | null; blind?: boolean; mark?: number | null; onKey?: (event: KeyboardEvent) => void;
}

const nearest = (lanes: Lane[], sceneOf: (lane: Lane) => Scene, x: number, y: number): { lane: Lane; row: number } | null => {
  const lane = lanes.find((one) => x >= one.left - 10 && x <= one.right + 10);
  if (lane === undefined) return null;
  const scene = sceneOf(lane);
  let best = 9;
  let found: number | null = null;
  for (const row of visibleRows(lane, scene).rows) {
    const line = lineOf(lane, scene, row);
    const share = Math.min(1, Math.max(0, (x - line.x1) / (line.x2 - line.x1 || 1)));
    const distance = Math.hypot(x - (line.x1 + (line.x2 - line.x1) * share), y - (line.y1 + (line.y2 - line.y1) * share));
    if (distance < best) {
      best = distance;
      found = row;
    }
  }
  return found === null ? null : { lane, row: found };
};

/** The ladders of several contenders on one scale of time. */
export const LadderCanvas = ({ traces, height, chain, label, filterBy, stopAt, blind = false, mark, onKey }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(800);
  const hovered = useSignal<{ place: number; row: number } | null>(null);
  const seen = useSignal<string>("");
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);

  const sceneOf = (lane: Lane): Scene => ({
    from: span.value.from, to: span.value.to, top: head, height: height - head, filter: filterBy ?? filter.value,
    until: stopAt === undefined ? until.value : stopAt, blind,
    chosen: mark !== undefined ? mark : chosen.value?.place === lane.trace.contender.place ? chosen.value.row : null,
    hovered: hovered.value?.place === lane.trace.contender.place ? hovered.value.row : null,
    chain: chosen.value?.place === lane.trace.contender.place ? chain : new Set<number>(),
  });

  useEffect(() => {
    const element = canvas.current;
    if (element?.parentElement == null) return undefined;
    const watcher = new ResizeObserver((entries) => (width.value = Math.max(260, entries[0]?.contentRect.width ?? 800)));
    watcher.observe(element.parentElement);
    return () => watcher.disconnect();
  }, [width]);

  // Everything that is drawn is read here, so that a change of it draws anew.
  const lanes = lanesOf(traces, width.value);
  const scenes = lanes.map(sceneOf);
  const version = paint.value;
  const line = cursor.value;
  useEffect(() => {
    const element = canvas.current;
    const scene = scenes[0];
    if (element === null || scene === undefined) return undefined;
    const frame = requestAnimationFrame(() => {
      const c = prepare(element, width.value, height);
      if (c === null) return;
      const inks = colours();
      drawAxis(c, width.value, height, scene, inks);
      drawHeads(c, lanes, head, inks);
      const packets = lanes.reduce((sum, lane, i) => sum + drawLane(c, lane, scenes[i] ?? scene, inks), 0);
      if (!blind) drawStrip(c, lanes, width.value, height, inks);
      const marker = scene.until ?? line;
      if (marker !== null && marker >= scene.from && marker <= scene.to) {
        const y = head + ((marker - scene.from) / (scene.to - scene.from)) * (height - head);
        c.fillStyle = inks.strong;
        c.fillRect(axis - 4, y - 0.75, width.value - strip - axis - 4, 1.5);
      }
      seen.value = say("ladder.in_sight", { count: count(packets) });
    });
    return () => cancelAnimationFrame(frame);
  }, [scenes, version, line, width.value, height]);

  const inside = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = canvas.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const momentAt = (y: number): number => span.value.from + ((y - head) / (height - head)) * (span.value.to - span.value.from);

  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const length = span.value.to - span.value.from;
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * 0.002), momentAt(inside(event).y));
      else pan((event.deltaY / (height - head)) * length);
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  });

  const down = (event: PointerEvent): void => {
    fingers.current.set(event.pointerId, inside(event));
    moved.current = 0;
    canvas.current?.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const now = inside(event);
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) {
      cursor.value = momentAt(now.y);
      const found = nearest(lanes, sceneOf, now.x, now.y);
      hovered.value = found === null ? null : { place: found.lane.trace.contender.place, row: found.row };
      return;
    }
    moved.current += Math.abs(now.y - before.y) + Math.abs(now.x - before.x);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    const scale = (span.value.to - span.value.from) / (height - head);
    if (now.x > width.value - strip) {
      const at = whole.value.from + ((now.y - head) / (height - head)) * (whole.value.to - whole.value.from);
      showSpan(at - (scale * (height - head)) / 2, at + (scale * (height - head)) / 2);
    } else if (other !== undefined) {
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      const is = Math.hypot(now.x - other.x, now.y - other.y);
      if (was > 10 && is > 10) zoom(was / is, momentAt((now.y + other.y) / 2));
    } else {
      pan((before.y - now.y) * scale);
    }
    fingers.current.set(event.pointerId, now);
  };
  const up = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
    const { x, y } = inside(event);
    if (moved.current > 4) return;
    if (x > width.value - strip) {
      const half = (span.value.to - span.value.from) / 2;
      const at = whole.value.from + ((y - head) / (height - head)) * (whole.value.to - whole.value.from);
      showSpan(at - half, at + half);
      return;
    }
    const found = nearest(lanes, sceneOf, x, y);
    if (found === null) chosen.value = null;
    else choose(found.lane.trace, found.row);
  };

  const tip = hovered.value;
  const tipTrace = traces.find((trace) => trace.contender.place === tip?.place);
  return (
    <div class="ladder-canvas">
      <canvas ref={canvas} tabIndex={0} role="application" aria-label={label} aria-roledescription={say("ladder.role")}
        style={{ width: `${width.value}px`, height: `${height}px` }}
        onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}
        onPointerLeave={() => { hovered.value = null; cursor.value = null; }} onKeyDown={onKey} />
      <p class="in-sight">{tipTrace !== undefined && tip !== null && !blind ? inOneLine(tipTrace, tip.row) : seen.value}</p>
    </div>
  );
};
