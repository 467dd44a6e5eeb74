import { at, text } from "../data/values";
import { firstRun, median } from "../data/report";
import type { Contender } from "../data/report";
import { bytes, count, milliseconds, percent } from "../format";
import { named, say, together, told } from "../words";

const faults = (contender: Contender): string[] =>
  ["missing", "corrupted", "duplicated", "out_of_order"].flatMap((fault) => {
    const many = median(contender, `integrity.${fault}`);
    return many === null || many === 0 ? [] : [say(`fault.${fault}`, { count: count(many) })];
  });

const delivered = (contender: Contender): string => {
  const sent = median(contender, "integrity.sent");
  const intact = median(contender, "integrity.intact_records");
  if (sent === null || intact === null) return say("answer.nothing_known");
  const blanks = { sent: count(sent), intact: count(intact) };
  if (sent === 0) return say("answer.nothing_sent");
  const wrong = faults(contender);
  const whole = intact === sent && wrong.length === 0;
  return whole ? say("answer.all", blanks) : say("answer.some", { ...blanks, faults: together(wrong) || say("answer.no_faults") });
};

const cost = (contender: Contender): string | null => {
  const overhead = median(contender, "cost.overhead_ratio");
  if (overhead === null) return null;
  const again = median(contender, "cost.retransmissions");
  const more = say("answer.overhead", { overhead: percent(overhead) });
  const whole = again === null || again === 0 ? more : `${more}${say("join.comma")}${say("answer.again", { count: count(again) })}`;
  return whole + say("join.stop");
};

const time = (contender: Contender): string | null => {
  const completed = median(contender, "completed");
  const finished = median(contender, "timing.completion_ms");
  if (completed !== null && completed < 1) return say("answer.unfinished");
  return finished === null ? null : say("answer.time", { time: milliseconds(finished) });
};

/** What matters for jobs that are judged by time. */
const job = (contender: Contender): string | null => {
  const latency = median(contender, "workload.exchange.latency_median_ms");
  const begun = median(contender, "workload.exchange.begun");
  if (begun !== null && begun > 0) {
    const done = count(median(contender, "workload.exchange.done") ?? 0);
    return say(latency === null ? "answer.exchanges" : "answer.exchanges_within",
      { done, begun: count(begun), time: latency === null ? "" : milliseconds(latency) });
  }
  const share = median(contender, "workload.flows.share_ratio");
  const fairness = median(contender, "workload.flows.jain_index");
  if (share !== null && fairness !== null) return say("answer.flows", { share: percent(share), index: count(fairness) });
  const due = median(contender, "workload.periodic.due");
  if (due === null || due === 0) return null;
  return say("answer.periodic", { due: count(due), late: count(median(contender, "workload.periodic.late") ?? 0),
    missing: count(median(contender, "workload.periodic.missing") ?? 0) });
};

/** One contender's answer in plain words, in parts: what it delivered, and what that cost. */
export const answerOf = (contender: Contender): string[] => {
  const run = firstRun(contender);
  if (!contender.ran) {
    return [say("answer.not_run"), told(text(run["reason"])), told(text(run["remedy"]))].filter((part) => part !== "");
  }
  const details = [cost(contender), time(contender), job(contender)].filter((part): part is string => part !== null);
  const stopped = text(run["outcome"]);
  const why = stopped === "gave_up" || stopped === "time_limit" ? [told(text(run["reason"]))].filter((part) => part !== "") : [];
  return [delivered(contender), ...details.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`), ...why];
};

/** The link and the job in a line, as the scenario says them. */
export const asked = (contender: Contender): string => {
  const link = at(contender.report.whole, "scenario.link");
  const parts = ["rate", "delay", "loss", "jitter", "duplicate", "corrupt", "reorder", "queue"].flatMap((key) => {
    const value = at(link, key);
    const shown = typeof value === "string" ? value : typeof value === "object" && value !== null ? text(at(value, "amount")) : "";
    return shown === "" || shown === "none" || shown === "unlimited" || /^0[a-z%]*$/.test(shown) ? [] : [`${say(`link.${key}`)} ${shown}`];
  });
  return parts.join(" · ");
};

export const jobLine = (contender: Contender): string => {
  const workload = at(contender.report.whole, "scenario.workload");
  const kind = text(at(workload, "kind"));
  const size = at(workload, "bytes");
  const amount = typeof size === "number" ? bytes(size) : text(size);
  return [named("job", kind), amount].filter((part) => part !== "").join(" ");
};
