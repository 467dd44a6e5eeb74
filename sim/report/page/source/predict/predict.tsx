import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { loaded } from "../data/traces";
import type { Trace } from "../data/traces";
import { word } from "../data/packets";
import { count, milliseconds } from "../format";
import { showSpan } from "../timeline";
import { hasWords, named, say } from "../words";
import { LadderCanvas } from "../ladder/canvas";
import { arrowText } from "../ladder/describe";
import { Nothing } from "../ladder/ladder";
import { canBeAsked, kindOf, kinds, nextTurn, sentBy } from "./questions";
import type { Kind } from "./questions";

const who = signal<number | null>(null);
const server = signal(false);
const question = signal(0);
const answer = signal<Kind | null>(null);
const score = signal({ right: 0, asked: 0 });

const begin = (): void => {
  question.value = 0;
  answer.value = null;
  score.value = { right: 0, asked: 0 };
};

const guess = (trace: Trace, rows: number[], kind: Kind): void => {
  const row = rows[question.value];
  if (row === undefined || answer.value !== null) return;
  answer.value = kind;
  const right = kind === kindOf(trace, row) ? 1 : 0;
  score.value = { right: score.value.right + right, asked: score.value.asked + 1 };
};

const goOn = (to: number): void => {
  question.value = to;
  answer.value = null;
};

const reason = (trace: Trace, row: number): string => {
  const event = trace.sentEvent[row] ?? -1;
  if (event < 0 || trace.events === null) return "";
  const cause = word(trace.events.sent.cause, event);
  const why = word(trace.events.sent.why, event);
  if (cause !== "") return named("cause_again", cause);
  return hasWords(`why.${why}`) ? say(`why.${why}`) : "";
};

const Choices = ({ trace, traces }: { trace: Trace; traces: Trace[] }) => (
  <div class="toolbar" role="toolbar" aria-label={say("view.predict")}>
    <label>{say("predict.of")} <select value={trace.contender.place} onChange={(event) => { who.value = Number(event.currentTarget.value); begin(); }}>
      {traces.map((one) => <option key={one.contender.place} value={one.contender.place}>{one.contender.label}</option>)}
    </select></label>
    <label>{say("predict.side")} <select value={server.value ? "server" : "client"} onChange={(event) => { server.value = event.currentTarget.value === "server"; begin(); }}>
      <option value="client">{say("host.client")}</option>
      <option value="server">{say("host.server")}</option>
    </select></label>
    <b data-score>{say("predict.score", { right: count(score.value.right), asked: count(score.value.asked) })}</b>
    <button type="button" onClick={begin}>{say("predict.restart")}</button>
  </div>
);

const Told = ({ trace, row, rows }: { trace: Trace; row: number; rows: number[] }) => {
  const on = useRef<HTMLButtonElement>(null);
  useEffect(() => on.current?.focus(), [row]);
  const right = answer.value === kindOf(trace, row);
  const verdict = trace.verdicts.get(row);
  return (
    <div role="status">
      <p class={`verdict ${right ? "good" : "bad"}`}>{right ? "✓" : "✗"} {say(right ? "predict.right" : "predict.wrong")}</p>
      <p><b>{arrowText(trace, row)}</b>{reason(trace, row) !== "" && ` – ${reason(trace, row)}`}</p>
      {verdict !== undefined && <p>{say(verdict.needless ? "chain.needless" : "chain.necessary")}</p>}
      <p class="group">
        <button type="button" ref={on} data-next onClick={() => goOn(question.value + 1)}>{say("predict.next")}</button>
        <button type="button" data-turn onClick={() => goOn(nextTurn(trace, rows, question.value))}>{say("predict.turn")}</button>
      </p>
    </div>
  );
};

const Game = ({ trace, traces }: { trace: Trace; traces: Trace[] }) => {
  const rows = useMemo(() => sentBy(trace, server.value), [trace, server.value]);
  const row = rows[question.value];
  const at = trace.packets.sentAt[row ?? 0] ?? 0;
  const flight = trace.packets.usualFlight;
  useEffect(() => {
    if (row !== undefined) showSpan(at - flight * 4, at + flight * 0.6);
  }, [row, trace]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const kind = kinds[Number(event.key) - 1];
      if (kind !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) guess(trace, rows, kind);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [trace, rows]);
  const open = answer.value === null;
  return (
    <>
      <Choices trace={trace} traces={traces} />
      <div class="ladder">
        <LadderCanvas traces={[trace]} height={innerWidth < 600 ? 300 : 460} chain={new Set()} label={say("predict.picture")} filterBy="all"
          stopAt={row === undefined ? null : open ? at - 1e-6 : at + flight * 0.3} blind={row !== undefined} mark={open ? null : row ?? null} />
        <aside aria-label={say("view.predict")}>
          {row === undefined ? <p>{say("predict.over")}</p> : (
            <>
              <p class="note">{say("predict.place", { number: count(question.value + 1), all: count(rows.length), time: milliseconds(at) })}</p>
              <h2>{say("predict.question", { host: say(server.value ? "host.server" : "host.client") })}</h2>
              <ol class="guesses">
                {kinds.map((kind) => (
                  <li key={kind}><button type="button" data-kind={kind} disabled={!open} aria-pressed={answer.value === kind} onClick={() => guess(trace, rows, kind)}>{say(`predict.${kind}`)}</button></li>
                ))}
              </ol>
              {!open && <Told trace={trace} row={row} rows={rows} />}
            </>
          )}
          <p class="note">{say("predict.blind")}</p>
        </aside>
      </div>
    </>
  );
};

/** Stops before each packet of a side and asks what it will be. */
export const PredictView = () => {
  const now = loaded.value;
  const traces = (now.state === "ready" ? now.traces : []).filter(canBeAsked);
  const trace = traces.find((one) => one.contender.place === who.value) ?? traces[0];
  return (
    <>
      <h2 class="hidden">{say("view.predict")}</h2>
      <Nothing />
      {now.state === "ready" && now.traces.length > 0 && trace === undefined && <p class="note">{say("predict.none")}</p>}
      {trace !== undefined && <Game key={trace.contender.place} trace={trace} traces={traces} />}
    </>
  );
};
