import { hasPayload, isDamaged, isLost, word } from "../data/packets";
import type { Trace } from "../data/traces";
import { bytes, count, milliseconds } from "../format";
import { named, say } from "../words";
import { Swatch } from "../parts/swatch";
import { chosen } from "../timeline";
import { arrowText, causeWords, fateWords, flagsOf, octets, sackOf } from "./describe";
import type { Step } from "./chain";
import { choose } from "./state";

const moments = (value: number): string => milliseconds(Number(value.toPrecision(12)));

type Fact = [string, string] | null;

const whyOf = (trace: Trace, row: number): Fact => {
  const event = trace.sentEvent[row] ?? -1;
  if (event < 0 || trace.events === null) return null;
  const why = word(trace.events.sent.why, event);
  const cause = word(trace.events.sent.cause, event);
  const told = named("why", why);
  return ["why", cause === "" ? told : `${told}: ${named("cause_again", cause)}`];
};

const headerOf = (trace: Trace, row: number): Fact[] => {
  const { packets } = trace;
  const event = trace.sentEvent[row] ?? -1;
  const window = event >= 0 ? trace.events?.sent.window[event] ?? NaN : packets.window[row] ?? NaN;
  const some = (name: string, value: number): Fact => (Number.isNaN(value) ? null : [name, String(value)]);
  const blocks = sackOf(trace, row).map(([begin, end]) => `${begin}–${end - 1}`).join(", ");
  return [
    ["flags", flagsOf(packets, row).join(" ")].every((part) => part !== "") ? ["flags", flagsOf(packets, row).join(" ")] : null,
    some("sequence", packets.sequence[row] ?? NaN), octets(trace, row) === "" || trace.contender.countsSegments ? null : ["octets", octets(trace, row)],
    some("acknowledgment", packets.acknowledgment[row] ?? NaN), blocks === "" ? null : ["sack", blocks],
    Number.isNaN(window) ? null : ["window", bytes(window)],
    hasPayload(packets, row) ? ["payload", bytes(packets.payload[row] ?? 0)] : null, ["size", bytes(packets.bytes[row] ?? 0)],
    (packets.transmission[row] ?? 1) > 1 ? ["transmission", count(packets.transmission[row] ?? 1)] : null,
    (packets.connection[row] ?? 1) > 1 ? ["connection", count(packets.connection[row] ?? 1)] : null,
  ];
};

const linkOf = (trace: Trace, row: number): Fact[] => {
  const { packets } = trace;
  const arrived = packets.arrivedAt[row] ?? NaN;
  const sent = packets.sentAt[row] ?? 0;
  const label = word(packets.label, row);
  const queued = packets.queuedMs[row] ?? NaN;
  const held = packets.heldMs[row] ?? NaN;
  const rule = packets.rule[row] ?? NaN;
  return [
    ["sent", moments(sent)],
    Number.isNaN(arrived) ? null : ["arrived", `${moments(arrived)} (+${moments(arrived - sent)})`],
    ["fate", fateWords(packets, row)],
    isLost(packets, row) ? ["cause", causeWords(word(packets.cause, row))] : null,
    label === "" ? null : ["label", named("label", label)],
    isDamaged(packets, row) ? ["damage", word(packets.damage, row)] : null,
    Number.isNaN(rule) ? null : ["rule", String(rule)],
    packets.marked.has(row) ? ["marked", say("word.yes")] : null,
    Number.isNaN(queued) ? null : ["queued", moments(queued)],
    (packets.queueBytes[row] ?? 0) > 0 ? ["queue", bytes(packets.queueBytes[row] ?? 0)] : null,
    packets.skippedDelay.has(row) ? ["skipped", say("word.yes")] : null,
    Number.isNaN(held) ? null : ["held", moments(held)],
  ];
};

const Facts = ({ of }: { of: Fact[] }) => (
  <dl>
    {of.filter((fact): fact is [string, string] => fact !== null).map(([name, value]) => (
      <div key={name}><dt>{say(`fact.${name}`)}</dt><dd data-fact={name}>{value}</dd></div>
    ))}
  </dl>
);

const Chain = ({ steps, trace }: { steps: Step[]; trace: Trace }) => (
  <section class="chain" aria-label={say("chain.heading")}>
    <h3>{say("chain.heading")}</h3>
    <ol>
      {steps.map((step, i) => (
        <li key={i}>
          {step.row === null || step.row === chosen.value?.row
            ? step.text
            : <button type="button" class="link" onClick={() => choose(trace, step.row ?? 0)}>{step.text}</button>}
          {Number.isFinite(step.at) && <small>{moments(step.at)}</small>}
        </li>
      ))}
    </ol>
  </section>
);

/** All that is known of the chosen packet. */
export const Details = ({ trace, row, steps }: { trace: Trace; row: number; steps: Step[] }) => (
  <div class="details-of-packet">
    <p><Swatch of={trace.contender} /></p>
    <h2>{arrowText(trace, row) || say("arrow.nothing")}</h2>
    <p class="note">{say(trace.packets.reverse[row] === 1 ? "way.reverse" : "way.forward")} · {say("fact.number", { number: String(trace.packets.index[row] ?? "?") })}</p>
    {steps.length > 0 && <Chain steps={steps} trace={trace} />}
    <h3>{say("details.header")}</h3>
    <Facts of={[whyOf(trace, row), ...headerOf(trace, row)]} />
    <h3>{say("details.link")}</h3>
    <Facts of={linkOf(trace, row)} />
  </div>
);
