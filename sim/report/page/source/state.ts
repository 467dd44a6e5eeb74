import { signal } from "@preact/signals";
import { readPage } from "./data/report";
import type { PageData, Report } from "./data/report";
import { at, text } from "./data/values";
import { sentences, speak } from "./words";

/** What the page is of. */
export const page = signal<PageData>({ language: "en", told: {}, reports: [], problem: null });

export const views = ["answer", "ladder", "graphs", "picture", "predict"] as const;
export type View = (typeof views)[number];
export const view = signal<View>("answer");

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const theme = signal<Theme>("auto");

/** Counts up whenever colours may have changed, so that canvases draw anew. */
export const paint = signal(0);

const viewOfAddress = (): View => shownViews().find((one) => `#${one}` === location.hash) ?? "answer";

export const show = (next: View): void => {
  view.value = next;
  // A page from a file may not always change its address; it works without.
  try {
    history.replaceState(null, "", `#${next}`);
  } catch {
    /* stays where it is */
  }
};

export const setTheme = (next: Theme): void => {
  theme.value = next;
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  paint.value += 1;
};

export const start = (): void => {
  page.value = readPage(document.getElementById("acklab-data")?.textContent ?? "");
  sentences.value = page.value.told;
  speak(page.value.language);
  view.value = viewOfAddress();
  addEventListener("hashchange", () => (view.value = viewOfAddress()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (paint.value += 1));
};

/** Whether a picture was sent: only then is there a view of it. */
export const sendsPicture = (report: Report): boolean => text(at(report.scenario, "workload.kind")) === "picture";
export const shownViews = (): View[] => views.filter((one) => one !== "picture" || page.value.reports.some(sendsPicture));

export const contenders = () => page.value.reports.flatMap((report) => report.contenders);
