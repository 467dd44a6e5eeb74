import { computed, signal } from "@preact/signals";
import english from "../words/en.json";
import chinese from "../words/zh.json";
import { members } from "./data/values";
import type { Members } from "./data/values";

type Dictionary = Record<string, string>;

/** The languages there are words in, by their own names. */
export const languages: { tag: string; name: string; words: Dictionary }[] = [
  { tag: "en", name: "English", words: english },
  { tag: "zh", name: "简体中文", words: chinese },
];

export const language = signal("en");

export const speak = (tag: string): void => {
  const short = tag.toLowerCase().split(/[-_]/)[0];
  language.value = languages.find((one) => one.tag === short)?.tag ?? "en";
  document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";
};

const words = computed((): Dictionary => languages.find((one) => one.tag === language.value)?.words ?? english);

/** The words of a key, its blanks ({name}) filled in; the key itself where there are none. */
export const say = (key: string, blanks: Record<string, string | number> = {}): string => {
  const found = words.value[key] ?? (english as Dictionary)[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => (name in blanks ? String(blanks[name]) : whole));
};

export const hasWords = (key: string): boolean => Object.hasOwn(english, key);

/** The words for a name that a report or trace uses; the name itself where there are none yet. */
export const named = (kind: string, name: string): string => (hasWords(`${kind}.${name}`) ? say(`${kind}.${name}`) : name.replaceAll("_", " "));

/** What sentences of the reports are in each language other than English; the page brings them. */
export const sentences = signal<Members>({});

/** A sentence that the report says in English, in the language of the reader where that is known. */
export const told = (english: string): string => {
  const here = members(sentences.value[language.value]);
  const found = Object.hasOwn(here, english) ? here[english] : undefined;
  return typeof found === "string" ? found : english;
};

/** "a, b and c". */
export const together = (parts: string[]): string => {
  const last = parts[parts.length - 1] ?? "";
  if (parts.length < 2) return last;
  return parts.slice(0, -1).join(say("join.comma")) + say("join.and") + last;
};
