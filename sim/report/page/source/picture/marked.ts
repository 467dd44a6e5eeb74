import type { Pictures, Pixels } from "../data/pictures";

/** Fewer wrong pixels than this are marked with what is around them, or nobody would find them. */
const few = 2000;

const unlike = (a: Pixels, b: Pixels, at: number): boolean => a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2];

export type Colour = [number, number, number];

/** What came, pale on `paper`, with each pixel that is not what was sent in `mark`; what never came stays empty. */
export const marked = ({ width, height, sent, received }: Pictures, mark: Colour, paper: Colour): Pixels => {
  const shown = new Uint8ClampedArray(sent.length);
  const wrong: number[] = [];
  for (let at = 0; at < sent.length; at += 4) {
    if (received[at + 3] === 0) continue;
    if (unlike(sent, received, at)) wrong.push(at / 4);
    const grey = (2 * (sent[at] ?? 0) + 5 * (sent[at + 1] ?? 0) + (sent[at + 2] ?? 0)) / 8;
    shown.set([...paper.map((part) => 0.72 * part + 0.28 * grey), 255], at);
  }
  const reach = wrong.length < few ? 2 : 0;
  for (const pixel of wrong) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); ++row) {
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); ++column) {
        shown.set([...mark, 255], (row * width + column) * 4);
      }
    }
  }
  return shown;
};
