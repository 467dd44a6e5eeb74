import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { scaleLinear } from "d3-scale";
import { colours, font, prepare } from "../parts/colours";
import type { Colours } from "../parts/colours";
import { ticksOf } from "../parts/ticks";
import { moment } from "../format";
import { paint } from "../state";
import { cursor, pan, span, zoom } from "../timeline";
import type { Series } from "./series";

export const leftRoom = 78;
const rightRoom = 12;
const bottomRoom = 24;

/** Where values stand in the picture. */
export interface Frame { x: (ms: number) => number; y: (value: number) => number; left: number; right: number; top: number; bottom: number }

/** First and last index of the points between two moments, one more at each side. */
const inSight = (series: Series, from: number, to: number): [number, number] => {
  const find = (moment: number): number => {
    let low = 0;
    let high = series.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((series.at[middle] ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [Math.max(0, find(from) - 1), Math.min(series.at.length, find(to) + 1)];
};

/** A point's value; of one just outside, that of the line where it comes into sight. */
const valueWithin = (one: Series, i: number, from: number, to: number): number => {
  const moment = one.at[i] ?? 0;
  const value = one.value[i] ?? NaN;
  if (!Number.isFinite(value)) return 0;
  if ((moment >= from && moment <= to) || one.look === "step") return value;
  if (one.look === "dots") return 0;
  const other = moment < from ? i + 1 : i - 1;
  const next = one.value[other] ?? NaN;
  const apart = (one.at[other] ?? moment) - moment;
  if (!Number.isFinite(next) || apart === 0) return 0;
  return value + ((moment < from ? from : to) - moment) * ((next - value) / apart);
};

export const highest = (series: Series[], from: number, to: number): number => {
  let most = 0;
  for (const one of series) {
    const [begin, end] = inSight(one, from, to);
    for (let i = begin; i < end; ++i) most = Math.max(most, valueWithin(one, i, from, to));
  }
  return most;
};

/** Draws a line of any length in as many steps as there are pixels: of what shares a pixel the lowest and highest stay. */
const drawLine = (c: CanvasRenderingContext2D, series: Series, frame: Frame): void => {
  const [begin, end] = inSight(series, span.value.from, span.value.to);
  c.beginPath();
  let pen = false;
  let pixel = NaN;
  let low = 0;
  let high = 0;
  let last = 0;
  for (let i = begin; i < end; ++i) {
    const value = series.value[i] ?? NaN;
    if (!Number.isFinite(value)) {
      pen = false;
      continue;
    }
    const x = frame.x(series.at[i] ?? 0);
    const y = frame.y(value);
    if (pen && Math.round(x) === pixel) {
      if (y < low || y > high) c.lineTo(x, y);
      low = Math.min(low, y);
      high = Math.max(high, y);
    } else {
      if (pen && series.look === "step") c.lineTo(x, last);
      if (pen) c.lineTo(x, y);
      else c.moveTo(x, y);
      [low, high, pixel, pen] = [y, y, Math.round(x), true];
    }
    last = y;
  }
  c.stroke();
};

const drawDots = (c: CanvasRenderingContext2D, series: Series, frame: Frame): void => {
  const [begin, end] = inSight(series, span.value.from, span.value.to);
  const taken = new Set<number>();
  for (let i = begin; i < end; ++i) {
    const x = Math.round(frame.x(series.at[i] ?? 0));
    const y = Math.round(frame.y(series.value[i] ?? NaN));
    if (Number.isNaN(y) || taken.has(x * 4096 + y)) continue;
    taken.add(x * 4096 + y);
    c.fillRect(x - 1, y - 1, 2, 2);
  }
};

const drawAxes = (c: CanvasRenderingContext2D, frame: Frame, most: number, unit: (value: number) => string, inks: Colours): void => {
  c.font = font(12);
  c.lineWidth = 1;
  c.textBaseline = "middle";
  c.textAlign = "right";
  for (const tick of scaleLinear().domain([0, most]).ticks(4)) {
    const y = Math.round(frame.y(tick)) + 0.5;
    c.strokeStyle = inks.line;
    c.beginPath();
    c.moveTo(frame.left, y);
    c.lineTo(frame.right, y);
    c.stroke();
    c.fillStyle = inks.soft;
    c.fillText(unit(tick), frame.left - 8, y);
  }
  const { ticks, step } = ticksOf(span.value.from, span.value.to, (frame.right - frame.left) / 110);
  c.textAlign = "center";
  for (const tick of ticks) c.fillText(moment(tick, step), frame.x(tick), frame.bottom + 14);
  c.textBaseline = "alphabetic";
};

export interface ChartProps {
  label: string;
  height: number;
  series: Series[];
  unit: (value: number) => string;
  most?: number | undefined;
  /** Draws more, such as what no line can say. */
  extra?: (c: CanvasRenderingContext2D, frame: Frame, inks: Colours) => void;
}

/** A graph over the stretch of time that everything shares; dragging, wheel and pointer act on all of them. */
export const Chart = ({ label, height, series, unit, most, extra }: ChartProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(600);
  const dragged = useRef<number | null>(null);
  const { from, to } = span.value;
  const top = (most ?? highest(series, from, to)) * 1.06 || 1;
  const frame: Frame = {
    left: leftRoom, right: width.value - rightRoom, top: 6, bottom: height - bottomRoom,
    x: (ms) => leftRoom + ((ms - from) / (to - from)) * (width.value - rightRoom - leftRoom),
    y: (value) => height - bottomRoom - (value / top) * (height - bottomRoom - 6),
  };
  const momentAt = (x: number): number => from + ((x - frame.left) / (frame.right - frame.left)) * (to - from);

  useEffect(() => {
    const element = canvas.current;
    if (element?.parentElement == null) return undefined;
    const watcher = new ResizeObserver((entries) => (width.value = Math.max(240, entries[0]?.contentRect.width ?? 600)));
    watcher.observe(element.parentElement);
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const share = (event.clientX - box.left - leftRoom) / (box.width - leftRoom - rightRoom);
      const now = span.value;
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * 0.002), now.from + share * (now.to - now.from));
      else pan((event.deltaX / box.width) * (now.to - now.from));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      watcher.disconnect();
      element.removeEventListener("wheel", onWheel);
    };
  }, [width]);

  const line = cursor.value;
  const version = paint.value;
  useEffect(() => {
    const waiting = requestAnimationFrame(() => {
      const c = canvas.current === null ? null : prepare(canvas.current, width.value, height);
      if (c === null) return;
      const inks = colours();
      drawAxes(c, frame, top, unit, inks);
      c.save();
      c.beginPath();
      c.rect(frame.left, 0, frame.right - frame.left, frame.bottom + 1);
      c.clip();
      for (const one of series) {
        c.strokeStyle = c.fillStyle = one.place === null ? inks.ink : inks.of(one.place);
        c.lineWidth = one.width;
        c.setLineDash(one.dash);
        if (one.look === "dots") drawDots(c, one, frame);
        else drawLine(c, one, frame);
      }
      c.setLineDash([]);
      extra?.(c, frame, inks);
      if (line !== null) {
        c.fillStyle = inks.strong;
        c.fillRect(frame.x(line) - 0.75, 0, 1.5, frame.bottom);
      }
      c.restore();
    });
    return () => cancelAnimationFrame(waiting);
  }, [series, from, to, line, version, width.value, height, extra, label]);

  const x = (event: PointerEvent): number => event.clientX - (canvas.current?.getBoundingClientRect().left ?? 0);
  return (
    <div class="chart">
      <canvas ref={canvas} role="img" aria-label={label} style={{ width: `${width.value}px`, height: `${height}px` }}
        onPointerDown={(event) => { dragged.current = x(event); canvas.current?.setPointerCapture(event.pointerId); }}
        onPointerMove={(event) => {
          if (dragged.current === null) cursor.value = momentAt(x(event));
          else {
            pan(momentAt(dragged.current) - momentAt(x(event)));
            dragged.current = x(event);
          }
        }}
        onPointerUp={() => (dragged.current = null)} onPointerLeave={() => (cursor.value = null)} />
    </div>
  );
};
