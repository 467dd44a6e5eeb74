import { language, say } from "./words";

const plain = (value: number, digits: number): string =>
  new Intl.NumberFormat(language.value === "zh" ? "zh-CN" : "en", { maximumSignificantDigits: digits }).format(value);

/** A whole number, or one with three significant digits. */
export const count = (value: number): string =>
  Number.isInteger(value)
    ? Math.abs(value) >= 1e15 ? value.toExponential(2) : new Intl.NumberFormat(language.value === "zh" ? "zh-CN" : "en").format(value)
    : Math.abs(value) < 1000 ? plain(value, 3) : count(Math.round(value));

const scaled = (value: number, steps: [number, string][]): string => {
  const size = Math.abs(value);
  for (const [step, unit] of steps) {
    if (size >= step) return `${size / step >= 1e6 ? (value / step).toExponential(2) : plain(value / step, 3)} ${unit}`;
  }
  const [step, unit] = steps[steps.length - 1] ?? [1, ""];
  return `${plain(value / step, 3)} ${unit}`;
};

export const milliseconds = (value: number): string =>
  value === 0 ? "0 ms" : scaled(value, [[1000, "s"], [1, "ms"], [1e-3, "µs"], [1e-6, "ns"]]);
export const rate = (value: number): string => scaled(value, [[1e9, "Gbit/s"], [1e6, "Mbit/s"], [1e3, "kbit/s"], [1, "bit/s"]]);
export const bytes = (value: number): string => scaled(value, [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [1, "B"]]);
export const percent = (ratio: number): string => `${plain(ratio * 100, 3)} %`;

const truths = new Set(["completed", "integrity.intact", "link.forward.overloaded", "link.reverse.overloaded"]);

/** A metric's value as its name's unit says. */
export const quantity = (metric: string, value: number): string => {
  if (truths.has(metric) && (value === 0 || value === 1)) return say(value === 1 ? "word.yes" : "word.no");
  if (metric.endsWith("_ms")) return milliseconds(value);
  if (metric.endsWith("_us")) return milliseconds(value / 1000);
  if (metric.endsWith("bits_per_s")) return rate(value);
  if (metric.endsWith("_bytes")) return bytes(value);
  if (metric.endsWith("_ratio") || metric.endsWith("_ratio_achieved") || metric.endsWith("share_of_limit")) return percent(value);
  return count(value);
};

/** A value in a unit that the report names. */
export const inUnit = (value: number, unit: string): string => {
  switch (unit) {
    case "bit/s": return rate(value);
    case "ms": return milliseconds(value);
    case "us": return milliseconds(value / 1000);
    case "s": return milliseconds(value * 1000);
    case "bytes": return bytes(value);
    case "ratio": return Math.abs(value) < 1e-4 && value !== 0 ? value.toExponential(2) : plain(value, 4);
    case "1/s": return `${plain(value, 3)}/s`;
    default: return count(value);
  }
};

/** A moment on an axis, with as many digits as neighbouring ticks need. */
export const moment = (ms: number, step: number): string => {
  const digits = (unit: number): number => Math.min(9, Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9)));
  const fixed = (unit: number): string =>
    (ms / unit).toLocaleString(language.value === "zh" ? "zh-CN" : "en", { minimumFractionDigits: digits(unit), maximumFractionDigits: digits(unit) });
  return Math.abs(ms) >= 1000 || step >= 1000 ? `${fixed(1000)} s` : `${fixed(1)} ms`;
};
