import { at, inLanguage, number, text } from "../data/values";
import { firstRun } from "../data/report";
import type { Contender, Report } from "../data/report";
import { count } from "../format";
import { page } from "../state";
import { language, named, say, told } from "../words";
import { colourClass } from "../parts/swatch";
import { Figures } from "./figures";
import { Expectations, Honesty, Theory } from "./judged";
import { Strips } from "./strip";
import { answerOf, asked, jobLine } from "./sentence";

const Answer = ({ of }: { of: Contender }) => {
  const [first, ...rest] = answerOf(of);
  return (
    <li class={`answer ${colourClass(of)}`} data-answer={of.label}>
      <h2>{of.label}</h2>
      <p class="first">{first}</p>
      {rest.map((part, i) => <p key={i}>{part}</p>)}
    </li>
  );
};

const Problems = ({ of }: { of: Report }) =>
  of.problems.length === 0 ? null : (
    <div class="problems" role="alert">
      {of.problems.map((one, i) => <p key={i}>{of.letter} {say(one.key, one.blanks)}</p>)}
    </div>
  );

const pathLine = (report: Report): string => {
  const kind = text(at(report.whole, "path.kind"));
  return named("path", kind);
};

/** What a page says of the machine and of what it holds. */
const Small = ({ of }: { of: Report }) => {
  const contender = of.contenders.find((one) => one.ran);
  const repeat = contender === undefined ? "" : text(at(firstRun(contender), "repeatable.statement"));
  const seed = number(of.scenario["seed"]);
  const facts = [
    of.file, `acklab ${text(of.whole["acklab_version"])}`, seed === null ? "" : say("small.seed", { seed: String(seed) }),
    text(at(of.whole, "host.kernel")), text(at(of.whole, "host.processor")),
  ].filter((fact) => fact !== "");
  return (
    <section class="small-print">
      <p>{facts.join(" · ")}</p>
      {text(at(of.whole, "path.reason")) !== "" && <p>{told(text(at(of.whole, "path.reason")))}</p>}
      {repeat !== "" && <p>{contender?.label}: {told(repeat)}</p>}
      {of.contenders.map((one) => one.packed === null
        ? <p key={one.place}>{say("embedded.none", { contender: one.label })}</p>
        : <p key={one.place}>{say("embedded.trace", { contender: one.label, packets: count(one.packed.fates.taken),
            all: count(one.packed.fates.lines), events: count(one.packed.events?.taken ?? 0) })}</p>)}
    </section>
  );
};

const Explanation = ({ of }: { of: Report }) => {
  const paragraphs = inLanguage(of.scenario["explanation"], language.value);
  return paragraphs.length === 0 ? null : (
    <details class="explanation"><summary>{say("answer.explanation")}</summary>{paragraphs.map((one, i) => <p key={i}>{one}</p>)}</details>
  );
};

/** The first view: the answer, then everything it rests on. */
export const AnswerView = () => {
  const reports = page.value.reports;
  const everyone = reports.flatMap((report) => report.contenders);
  return (
    <>
      <div class={reports.length > 1 ? "beside" : undefined}>
      {reports.map((report, i) => {
        const one = report.contenders[0];
        return (
          <section key={i} class="question">
            <Problems of={report} />
            {inLanguage(report.scenario["question"], language.value).map((line, n) => <p class="ask" key={n}>{report.letter !== "" && `${report.letter} · `}{line}</p>)}
            {one !== undefined && <p class="note">{[jobLine(one), asked(one), pathLine(report)].filter((part) => part !== "").join("  |  ")}</p>}
            <ul class="answers">{report.contenders.map((each) => <Answer key={each.place} of={each} />)}</ul>
            <Explanation of={report} />
          </section>
        );
      })}
      </div>
      <Strips contenders={everyone} />
      <Figures contenders={everyone} />
      <div class="columns">
        {reports.map((report, i) => <Expectations key={i} report={report} />)}
        {reports.map((report, i) => <Theory key={i} report={report} />)}
      </div>
      {reports.map((report, i) => <Honesty key={i} report={report} />)}
      {reports.map((report, i) => <Small key={i} of={report} />)}
    </>
  );
};
