import { inLanguage, list, members, number, text } from "../data/values";
import type { Report } from "../data/report";
import { inUnit, percent, quantity } from "../format";
import { hasWords, language, named, say, told } from "../words";

const marks: Record<string, string> = { holds: "✓", within: "✓", fails: "✗", outside: "✗", not_measured: "–", not_compared: "–" };

/** A verdict as sign and word: never as colour alone. */
const Verdict = ({ of }: { of: string }) => (
  <span class={`verdict ${marks[of] === "✓" ? "good" : marks[of] === "✗" ? "bad" : "open"}`}>
    <span aria-hidden="true">{marks[of] ?? "?"}</span> {named("verdict", of)}
  </span>
);

const metricName = (metric: string) => (hasWords(`metric.${metric}`) ? say(`metric.${metric}`) : metric);

const value = (metric: string, found: unknown): string => {
  if (typeof found === "boolean") return say(found ? "word.yes" : "word.no");
  const amount = number(found);
  return amount === null ? "–" : quantity(metric, amount);
};

const Notes = ({ of }: { of: unknown }) => <>{inLanguage(of, language.value).map((one, i) => <small key={i}>{one}</small>)}</>;

/** What the scenario's author expected, and whether it was so. */
export const Expectations = ({ report }: { report: Report }) => {
  const expectations = list(report.whole["expectations"]).map(members);
  if (expectations.length === 0) return null;
  return (
    <section>
      <h2>{report.letter !== "" && `${report.letter} · `}{say("expect.heading")}</h2>
      <ul class="judged">
        {expectations.map((one, i) => {
          const metric = text(one["metric"]);
          const tolerance = number(one["tolerance"]);
          return (
            <li key={i}>
              <Verdict of={text(one["verdict"])} />
              <div>
                <b>{text(one["contender"])}</b>: {metricName(metric)} {named("condition", text(one["condition"]))} {value(metric, one["value"])}
                {tolerance !== null && <> ± {quantity(metric, tolerance)}</>}
                {" – "}{say("expect.measured")} <b data-expected={i} data-value={number(one["measured"])}>{value(metric, one["measured"])}</b>
                <Notes of={one["note"]} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** Formulas beside measurements. */
export const Theory = ({ report }: { report: Report }) => {
  const theory = list(report.whole["theory"]).map(members);
  if (theory.length === 0) return null;
  return (
    <section>
      <h2>{report.letter !== "" && `${report.letter} · `}{say("theory.heading")}</h2>
      <ul class="judged">
        {theory.map((one, i) => {
          const unit = text(one["unit"]);
          const said = number(one["prediction"]);
          const found = number(one["measured"]);
          const apart = number(one["relative_difference"]);
          return (
            <li key={i}>
              <Verdict of={text(one["verdict"])} />
              <div>
                <b>{text(one["contender"])}</b>: {metricName(text(one["metric"]))} – {say("theory.predicted")}{" "}
                <b>{said === null ? "–" : inUnit(said, unit)}</b>, {say("expect.measured")} <b>{found === null ? "–" : inUnit(found, unit)}</b>
                {apart !== null && <> ({apart > 0 ? "+" : ""}{percent(apart)})</>}
                {text(one["reason"]) !== "" && <small>{told(text(one["reason"]))}</small>}
                <div class="formula">{text(one["text"])}</div>
                <small>{text(one["formula"])} · {told(text(one["source"]))}</small>
                <Inputs of={list(one["inputs"]).map(members)} />
                <small>{told(text(one["validity"]))}</small>
                <Notes of={one["note"]} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const Inputs = ({ of }: { of: Record<string, unknown>[] }) => (
  <small>
    {of.map((one) => {
      const values = list(one["values"]).map((each) => inUnit(number(each) ?? NaN, text(one["unit"]))).join(", ");
      return `${text(one["symbol"]) || text(one["name"])} = ${values} (${told(text(one["from"]))})`;
    }).join(" · ")}
  </small>
);

/** Where the kernel's TCP differs from the book, and what was pinned. */
export const Honesty = ({ report }: { report: Report }) => {
  const lines = list(report.whole["kernel_honesty"]).map(members);
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{report.letter !== "" && `${report.letter} · `}{say("honesty.heading")}</h2>
      <ul class="honesty">
        {lines.map((one, i) => (
          <li key={i}>
            <b>{named("topic", text(one["topic"]))}</b>
            {one["pinned"] === true && <span class="tag">{say("honesty.pinned")}</span>}
            {one["differs"] === true && <span class="tag strong">{say("honesty.differs")}</span>}
            <div>{say("honesty.line", { kernel: told(text(one["kernel"])), book: told(text(one["book"])) })} <small>({told(text(one["source"]))})</small></div>
          </li>
        ))}
      </ul>
    </section>
  );
};
