import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../data/values";
import { firstRun } from "../data/report";
import type { Contender } from "../data/report";
import { count } from "../format";
import { colours, prepare } from "../parts/colours";
import type { Colours } from "../parts/colours";
import { Swatch } from "../parts/swatch";
import { paint } from "../state";
import { say } from "../words";

const letters = "iodcm";
const most = 2_000_000;

/** "300i1m" as one letter's place for each record; empty for what is none. */
export const cellsOf = (run: string): Uint8Array => {
  const stretches = [...run.matchAll(/(\d+)([iodcm])/g)].map(([, length, letter]): [number, number] => [Number(length), letters.indexOf(letter ?? "m")]);
  const total = stretches.reduce((sum, [length]) => sum + length, 0);
  if (!(total > 0) || total > most) return new Uint8Array();
  const cells = new Uint8Array(total);
  let at = 0;
  for (const [length, letter] of stretches) cells.fill(letter, at, (at += length));
  return cells;
};

/** A cell's sign: shapes differ as colours do. */
const drawCell = (c: CanvasRenderingContext2D, fate: number, x: number, y: number, w: number, h: number, mine: string, inks: Colours): void => {
  c.fillStyle = mine;
  switch (fate) {
    case 0: c.globalAlpha = 0.35; c.fillRect(x, y, w, h); break;
    case 1: c.globalAlpha = 0.35; c.fillRect(x, y, w, h); c.globalAlpha = 1; c.fillRect(x, y + h / 2 - 0.75, w, 1.5); break;
    case 2: c.globalAlpha = 1; c.fillRect(x, y, w, h); break;
    case 3: c.globalAlpha = 1; c.fillStyle = inks.bad; c.fillRect(x, y + h / 2, w, h / 2); break;
    default: c.globalAlpha = 1; c.strokeStyle = inks.bad; c.lineWidth = 1; c.strokeRect(x + 0.5, y + 0.5, Math.max(0.5, w - 1), Math.max(0.5, h - 1));
  }
  c.globalAlpha = 1;
};

/** Many records share a cell when there is no room: then the worst of them is shown. */
const layout = (records: number, width: number) => {
  const size = records <= 400 ? 14 : records <= 2000 ? 9 : records <= 8000 ? 6 : 4;
  const across = Math.max(1, Math.floor(width / size));
  const per = Math.max(1, Math.ceil(records / (across * Math.max(1, Math.floor(120 / size)))));
  return { size, across, per, cells: Math.ceil(records / per) };
};

const One = ({ of, cells }: { of: Contender; cells: Uint8Array }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(600);
  useEffect(() => {
    const element = canvas.current;
    if (element?.parentElement == null) return undefined;
    const watcher = new ResizeObserver((entries) => (width.value = Math.max(200, entries[0]?.contentRect.width ?? 600)));
    watcher.observe(element.parentElement);
    return () => watcher.disconnect();
  }, [width]);
  const { size, across, per, cells: shown } = layout(cells.length, width.value);
  const height = Math.ceil(shown / across) * size;
  const version = paint.value;
  useEffect(() => {
    const c = canvas.current === null ? null : prepare(canvas.current, width.value, height);
    if (c === null) return;
    const inks = colours();
    for (let i = 0; i < shown; ++i) {
      const worst = cells.subarray(i * per, (i + 1) * per).reduce((a, b) => Math.max(a, b), 0);
      drawCell(c, worst, (i % across) * size, Math.floor(i / across) * size, size - 1, size - 1, inks.of(of.place), inks);
    }
  }, [cells, width.value, height, version]);
  const counts = [...letters].map((letter, i) => ({ letter, many: cells.reduce((sum, cell) => sum + (cell === i ? 1 : 0), 0) })).filter((one) => one.many > 0);
  const told = counts.map((one) => `${say(`strip.${one.letter}`)} ${count(one.many)}`).join(" · ");
  return (
    <li>
      <Swatch of={of} /> <span class="note" data-strip={of.label}>{told}{per > 1 && ` – ${say("strip.shared", { count: count(per) })}`}</span>
      <div><canvas ref={canvas} role="img" aria-label={`${of.label}: ${told}`} style={{ width: `${width.value}px`, height: `${height}px` }} /></div>
    </li>
  );
};

/** Every record a cell, in the order in which they were sent. */
export const Strips = ({ contenders }: { contenders: Contender[] }) => {
  const strips = contenders.map((of) => ({ of, cells: cellsOf(text(firstRun(of)["records"])) })).filter((one) => one.cells.length > 0);
  if (strips.length === 0) return null;
  return (
    <section>
      <h2>{say("strip.heading")}</h2>
      <p class="note">{say("strip.note")}</p>
      <ul class="strips">{strips.map((one) => <One key={one.of.place} of={one.of} cells={one.cells} />)}</ul>
    </section>
  );
};
