import { scaleLinear } from "d3-scale";

/** Round values between two, about so many, and how far apart they are. */
export const ticksOf = (from: number, to: number, about: number): { ticks: number[]; step: number } => {
  const ticks = scaleLinear().domain([from, to]).ticks(Math.max(2, Math.floor(about)));
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : to - from || 1;
  return { ticks, step };
};
