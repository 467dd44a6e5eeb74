import { inflated } from "./columns";
import type { PackedPictures } from "./report";

/** Four octets a pixel: red, green, blue, and 0 where there is none. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;
export interface Pictures { width: number; height: number; sent: Pixels; received: Pixels; placed: Pixels | null }

/** The pixels of one picture, of which there are `count`. */
export const unpackPixels = async (packed: string, count: number): Promise<Pixels> => {
  const octets = new Uint8ClampedArray(await inflated(packed).arrayBuffer());
  if (octets.length !== count * 4) throw new Error("another size");
  return octets;
};

/** Throws on what is not packed as it should be. */
export const unpackPictures = async (packed: PackedPictures): Promise<Pictures> => {
  const { width, height } = packed;
  const count = width * height;
  return {
    width, height, sent: await unpackPixels(packed.sent, count), received: await unpackPixels(packed.received, count),
    placed: packed.placed === null ? null : await unpackPixels(packed.placed, count),
  };
};
