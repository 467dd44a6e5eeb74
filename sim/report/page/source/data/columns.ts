import { at, list, members, number, text } from "./values";
import type { PackedPart } from "./report";

/** A table of a trace: columns of equal length by their names. Numbers that are not there are NaN, words -1. */
export class Table {
  readonly rows: number;
  private readonly columns: Record<string, unknown>;
  private readonly lanes: Int32Array;

  constructor(source: unknown, lane: string) {
    const rows = number(at(source, "rows")) ?? 0;
    this.rows = Math.min(Math.max(0, Math.floor(rows)), 5_000_000);
    this.columns = members(at(source, "columns"));
    this.lanes = this.words(lane).places;
  }

  private raw(name: string): { kind: string; rows: ArrayLike<number>; values: unknown[] } {
    const column = members(this.columns[name]);
    const values = list(column["values"]);
    const kind = text(column["kind"]);
    if (column["at"] === undefined) {
      return { kind, rows: Array.from({ length: Math.min(values.length, this.rows) }, (_, row) => row), values };
    }
    let row = 0;
    return { kind, rows: list(column["at"]).map((step) => (row += number(step) ?? 0)), values };
  }

  numbers(name: string): Float64Array {
    const result = new Float64Array(this.rows).fill(NaN);
    const { kind, rows, values } = this.raw(name);
    const before = new Map<number, number>();
    for (let i = 0; i < rows.length; ++i) {
      const row = rows[i] ?? -1;
      const value = values[i];
      if (typeof value !== "number" || row < 0 || row >= this.rows) continue;
      if (kind === "running") {
        const lane = this.lanes[row] ?? 0;
        const now = (before.get(lane) ?? 0) + value;
        before.set(lane, now);
        result[row] = now;
      } else {
        result[row] = value;
      }
    }
    return result;
  }

  words(name: string): { places: Int32Array; words: string[] } {
    const places = new Int32Array(this.rows).fill(-1);
    const words = list(members(this.columns[name])["words"]).map(text);
    const { rows, values } = this.raw(name);
    for (let i = 0; i < rows.length; ++i) {
      const row = rows[i] ?? -1;
      const value = number(values[i]);
      if (value !== null && row >= 0 && row < this.rows) places[row] = value;
    }
    return { places, words };
  }

  lists(name: string): Map<number, unknown> {
    const { rows, values } = this.raw(name);
    const result = new Map<number, unknown>();
    for (let i = 0; i < rows.length; ++i) {
      if (values[i] !== null && values[i] !== undefined) result.set(rows[i] ?? -1, values[i]);
    }
    return result;
  }
}

const octets = (base64: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(base64);
  const result = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) result[i] = binary.charCodeAt(i);
  return result;
};

/** What was compressed and written in base64. Reading it fails on what is not packed as it should be. */
export const inflated = (packed: string): Response =>
  new Response(new Blob([octets(packed)]).stream().pipeThrough(new DecompressionStream("deflate")));

/** The tables of a part of a trace. Throws on what is not packed as it should be. */
export const unpack = async (part: PackedPart): Promise<Record<string, unknown>> =>
  members(JSON.parse(await inflated(part.packed).text()));
