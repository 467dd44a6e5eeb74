// A report is read from a file that anybody may have written, so nothing about it is taken for granted.

export type Members = Record<string, unknown>;

export const members = (value: unknown): Members =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A finite number, or null. */
export const number = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** What stands at a dotted place such as "timing.completion_ms". */
export const at = (value: unknown, place: string): unknown => {
  let here: unknown = value;
  for (const key of place.split(".")) {
    const inside = members(here);
    if (!Object.hasOwn(inside, key)) return undefined;
    here = inside[key];
  }
  return here;
};

export const numbers = (value: unknown): (number | null)[] => list(value).map(number);

/** A text of the scenario's author: one for all, or one for each language. Several paragraphs may come as an array. */
export const inLanguage = (value: unknown, language: string): string[] => {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.filter((one): one is string => typeof one === "string" && one !== "");
  const by = members(value);
  const short = language.split("-")[0] ?? language;
  for (const tag of [language, short, "en", ...Object.keys(by)]) {
    if (Object.hasOwn(by, tag)) return inLanguage(by[tag], language);
  }
  return [];
};
