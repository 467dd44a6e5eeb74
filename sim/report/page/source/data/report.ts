import { at, list, members, number, numbers, text } from "./values";
import type { Members } from "./values";

/** The version of the report's schema that this page was made for. */
export const knownSchema = 1;

export interface PackedPart { lines: number; taken: number; packed: string }
export interface PackedPictures { width: number; height: number; sent: string; received: string; placed: string | null }
export interface PackedTrace { fates: PackedPart; events: PackedPart | null }

export interface Contender {
  /** Its place among all contenders of the page; decides its colour. */
  place: number;
  /** "udp", or "A · udp" where two reports stand side by side. */
  label: string;
  name: string;
  kind: string;
  report: Report;
  runs: Members[];
  aggregate: Members;
  /** How the latencies of all its runs were spread. */
  latency: unknown;
  ran: boolean;
  /** Its numbers count segments, as textbooks do, and not bytes. */
  countsSegments: boolean;
  /** When its own clock begins on the link's, in milliseconds: flows that share a link need not begin together. */
  startsAt: number;
  packed: PackedTrace | null;
  pictures: PackedPictures | null;
}

export interface Report {
  letter: string;
  file: string;
  whole: Members;
  scenario: Members;
  contenders: Contender[];
  /** Its contenders were flows on one link, all at once. */
  sharesLink: boolean;
  /** When its runs begin on the link's clock, in milliseconds: before the first packet where every flow starts later. */
  beginsAt: number;
  problems: Problem[];
}

/** What is wrong with a report: a key into the words, and what fills its blanks. */
export interface Problem { key: string; blanks: Record<string, string> }

export interface PageData { language: string; told: Members; reports: Report[]; problem: Problem | null }

const packedPart = (value: unknown): PackedPart | null => {
  const part = members(value);
  if (typeof part["packed"] !== "string") return null;
  return { lines: number(part["lines"]) ?? 0, taken: number(part["taken"]) ?? 0, packed: part["packed"] };
};

const packedTrace = (value: unknown): PackedTrace | null => {
  const fates = packedPart(at(value, "fates"));
  return fates === null ? null : { fates, events: packedPart(at(value, "events")) };
};

/** The longest side of a picture that acklab sends. */
const longest = 512;

const packedPictures = (value: unknown): PackedPictures | null => {
  const [width, height] = [number(at(value, "width")) ?? 0, number(at(value, "height")) ?? 0];
  const fits = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= longest);
  const [sent, received] = [text(at(value, "sent")), text(at(value, "received"))];
  if (!fits || sent === "" || received === "") return null;
  return { width, height, sent, received, placed: text(at(value, "placed")) || null };
};

/** Parts that every report of this version has. */
const parts: [string, "object" | "array"][] = [
  ["scenario", "object"], ["path", "object"], ["contenders", "array"], ["expectations", "array"], ["theory", "array"],
  ["kernel_honesty", "array"],
];

const problemsOf = (whole: Members): Problem[] => {
  const problems: Problem[] = [];
  const version = whole["schema_version"];
  if (version !== knownSchema) {
    const found = JSON.stringify(version ?? null).slice(0, 40);
    problems.push({ key: "problem.schema", blanks: { found, known: String(knownSchema) } });
  }
  for (const [key, kind] of parts) {
    const value = whole[key];
    const right = kind === "array" ? Array.isArray(value) : typeof value === "object" && value !== null && !Array.isArray(value);
    if (!right) problems.push({ key: "problem.part", blanks: { part: key } });
  }
  if (whole["interrupted"] === true) problems.push({ key: "problem.interrupted", blanks: {} });
  return problems;
};

const readContender = (value: unknown, traces: unknown[], index: number, report: Report, place: number): Contender => {
  const contender = members(value);
  const runs = list(contender["runs"]).map(members);
  const name = text(contender["name"]) || `#${index + 1}`;
  return {
    place, name, report, runs, kind: text(contender["kind"]), aggregate: members(contender["aggregate"]), latency: contender["latency"],
    label: report.letter === "" ? name : `${report.letter} · ${name}`,
    startsAt: number(at(runs[0], "workload.flows.start_ms")) ?? 0,
    ran: runs.some((run) => text(run["outcome"]) !== "not_run"),
    countsSegments: (text(at(contender, "transport.arq")) || "tcp") !== "tcp",
    packed: packedTrace(traces[index]),
    pictures: packedPictures(at(traces[index], "pictures")),
  };
};

/** The page's data; never throws, whatever stands there. */
export const readPage = (source: string): PageData => {
  let page: unknown = null;
  try {
    page = JSON.parse(source);
  } catch {
    return { language: "en", told: {}, reports: [], problem: { key: "problem.unreadable", blanks: {} } };
  }
  const given = list(at(page, "reports"));
  const reports: Report[] = [];
  let place = 0;
  given.forEach((one, index) => {
    const whole = members(at(one, "report"));
    const letter = given.length > 1 ? String.fromCharCode(65 + index) : "";
    const report: Report = {
      letter, whole, file: text(at(one, "file")), scenario: members(whole["scenario"]), contenders: [], problems: problemsOf(whole),
      sharesLink: text(at(whole, "scenario.workload.kind")) === "flows", beginsAt: 0,
    };
    const traces = list(at(one, "traces"));
    report.contenders = list(whole["contenders"]).map((value, i) => readContender(value, traces, i, report, place++));
    // The link's clock begins with its first packet.
    if (report.contenders.length > 0) report.beginsAt = -Math.min(...report.contenders.map((contender) => contender.startsAt));
    for (const contender of report.contenders) contender.startsAt += report.beginsAt;
    reports.push(report);
  });
  const problem = reports.length === 0 ? { key: "problem.unreadable", blanks: {} } : null;
  return { language: text(at(page, "language")) || "en", told: members(at(page, "told")), reports, problem };
};

/** The middle value over a contender's repetitions; null: it has none. */
export const median = (contender: Contender, metric: string): number | null =>
  number(at(contender.aggregate[metric], "median"));

export const range = (contender: Contender, metric: string): [number, number] | null => {
  const low = number(at(contender.aggregate[metric], "min"));
  const high = number(at(contender.aggregate[metric], "max"));
  return low === null || high === null ? null : [low, high];
};

export const firstRun = (contender: Contender): Members => contender.runs[0] ?? {};

/** When the points of its first run's series are, in milliseconds on the link's clock. */
export const sampledAt = (contender: Contender): number[] =>
  numbers(at(firstRun(contender), "series.at_ms")).map((value) => (value ?? NaN) + contender.startsAt);
