import { at, list, members, numbers } from "../data/values";
import type { Contender, Report } from "../data/report";
import type { Series } from "./series";

/** What flows that shared a link delivered over time, as the report has it of the first run: a value an interval. */
const courseOf = (report: Report): unknown => list(report.whole["flows"])[0];

/** Steps that begin and end with the intervals, on the link's clock. */
const steps = (report: Report, values: (number | null)[]): { at: number[]; value: number[] } => {
  const course = courseOf(report);
  const [begins, ends] = [numbers(at(course, "begin_ms")), numbers(at(course, "end_ms"))];
  const moments: number[] = [];
  const heights: number[] = [];
  values.forEach((value, i) => {
    moments.push((begins[i] ?? NaN) + report.beginsAt, (ends[i] ?? NaN) + report.beginsAt);
    heights.push(value ?? NaN, value ?? NaN);
  });
  return { at: moments, value: heights };
};

/** What a flow delivered in each interval; nothing of a contender that had the link alone. */
export const goodput = (contender: Contender): Series[] => {
  const own = members(at(courseOf(contender.report), "goodput_bits_per_s"))[contender.name];
  const values = numbers(own);
  if (!values.some((value) => value !== null)) return [];
  return [{ place: contender.place, label: contender.label, ...steps(contender.report, values), look: "line", dash: [], width: 1.75 }];
};

/** How fair that was to those that were there, from 1/n to 1 (Jain). */
export const fairness = (report: Report, label: string): Series[] => {
  const values = numbers(at(courseOf(report), "jain_index"));
  if (!values.some((value) => value !== null)) return [];
  return [{ place: null, label: report.letter === "" ? label : `${report.letter} · ${label}`,
    ...steps(report, values), look: "line", dash: [], width: 1.75 }];
};
