import { useEffect, useMemo } from "preact/hooks";
import type { Contender } from "../data/report";
import { loaded } from "../data/traces";
import type { Trace } from "../data/traces";
import { bytes, count, milliseconds, rate } from "../format";
import { contenders } from "../state";
import { cursor, showAll, span, whole, zoom } from "../timeline";
import { say } from "../words";
import { Chooser, hidden } from "../parts/chooser";
import { Swatch } from "../parts/swatch";
import { Chart, highest } from "./chart";
import { Distribution } from "./distribution";
import { Latencies } from "./quantiles";
import { drawSequence, reach, sequenceOf } from "./sequence";
import type { Sequence } from "./sequence";
import { fairness, goodput } from "./course";
import { limit, queues, receiveWindow, roundTrips, sampled } from "./series";
import type { Series } from "./series";

const Key = ({ dash, word }: { dash: string; word: string }) => (
  <li><svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true"><path d="M0 4h36" stroke-width={dash === "thick" ? 3 : 1.75} stroke-dasharray={dash === "thick" ? "" : dash} /></svg>{word}</li>
);

interface GraphProps {
  name: string; series: Series[]; unit: (value: number) => string; keys?: [string, string][];
  /** Drawn too, but the scale does not follow them: what lies far above all else would make it flat. */
  beyond?: Series[];
  /** Where the scale ends whatever is in sight. */
  upTo?: number;
}

const Graph = ({ name, series, unit, keys = [], beyond = [], upTo }: GraphProps) => {
  if (series.length === 0) return null;
  const most = highest(series, span.value.from, span.value.to);
  const above = beyond.filter((one) => highest([one], span.value.from, span.value.to) > most * 1.3);
  return (
    <section>
      <h2>{say(`graph.${name}`)}</h2>
      {keys.length > 0 && <ul class="legend">{keys.map(([dash, word]) => <Key key={word} dash={dash} word={say(word)} />)}</ul>}
      <Chart label={say(`graph.${name}`)} height={190} series={[...series, ...beyond]} unit={unit} most={upTo ?? (beyond.length === 0 ? undefined : most * 1.25)} />
      {above.map((one) => <p class="note" key={one.label}>{say("graph.above", { what: one.label, most: unit(highest([one], span.value.from, span.value.to)) })}</p>)}
    </section>
  );
};

const SequenceGraph = ({ sequence }: { sequence: Sequence }) => {
  const extra = useMemo(() => (c: CanvasRenderingContext2D, frame: Parameters<typeof drawSequence>[1], inks: Parameters<typeof drawSequence>[2]) =>
    drawSequence(c, frame, inks, sequence), [sequence]);
  const { packets } = sequence.trace;
  let most = 1;
  // The highest octet in sight decides the scale.
  for (let row = 0; row < packets.count; ++row) {
    const sent = packets.sentAt[row] ?? 0;
    if (sent > span.value.to) break;
    if (packets.reverse[row] === 0) most = Math.max(most, reach(sequence.trace, row));
  }
  return (
    <div>
      <h3><Swatch of={sequence.trace.contender} /></h3>
      <Chart label={`${say("graph.sequence")}: ${sequence.trace.contender.label}`} height={260} series={[]} unit={sequence.trace.contender.countsSegments ? count : bytes} most={most} extra={extra} />
    </div>
  );
};

const Sequences = ({ traces }: { traces: Trace[] }) => {
  const sequences = useMemo(() => traces.map(sequenceOf).filter((one): one is Sequence => one !== null), [traces.map((one) => one.contender.place).join()]);
  if (sequences.length === 0) return null;
  return (
    <section>
      <h2>{say("graph.sequence")}</h2>
      <ul class="legend" aria-label={say("legend.label")}>
        {["segment", "again", "dropped"].map((key) => <li key={key}>{say(`sequence.${key}`)}</li>)}
        <Key dash="" word={say("sequence.acknowledged")} /><Key dash="8 4" word={say("sequence.window")} />
      </ul>
      {sequences.map((one) => <SequenceGraph key={one.trace.contender.place} sequence={one} />)}
    </section>
  );
};

const Tools = ({ all }: { all: Contender[] }) => (
  <div class="toolbar" role="toolbar" aria-label={say("view.graphs")}>
    <span class="group">
      <button type="button" onClick={() => zoom(0.5)}>{say("tools.in")}</button>
      <button type="button" onClick={() => zoom(2)}>{say("tools.out")}</button>
      <button type="button" onClick={showAll}>{say("tools.whole")}</button>
    </span>
    <span class="group">
      <Chooser all={all} />
    </span>
    <span class="note" data-cursor>{cursor.value === null ? say("graph.span", { time: milliseconds(span.value.to - span.value.from) }) : milliseconds(cursor.value)}</span>
  </div>
);

/** Graphs begin with the whole run; afterwards the stretch is the reader's. */
let opened = false;

/** Everything over time, on one stretch of it and with one cursor. */
export const GraphsView = () => {
  useEffect(() => {
    if (opened || loaded.value.state !== "ready") return;
    showAll();
    opened = true;
  }, [loaded.value.state]);
  const now = loaded.value;
  const all = contenders().filter((one) => one.ran);
  const shown = all.filter((one) => !hidden.value.has(one.place));
  const traces = (now.state === "ready" ? now.traces : []).filter((trace) => !hidden.value.has(trace.contender.place));
  const end = whole.value.to;
  const series = useMemo(() => ({
    window: shown.flatMap((one) => [...sampled(one, "congestion_window_bytes", say("key.congestion")),
      ...sampled(one, "in_flight_bytes", say("key.in_flight"), [2, 3], 1)]),
    receive: traces.flatMap((one) => receiveWindow(one, say("key.receive_window"))),
    trip: traces.flatMap((one) => roundTrips(one, say("key.sample"))).concat(shown.flatMap((one) => [...sampled(one, "smoothed_rtt_ms", say("key.smoothed")),
      ...sampled(one, "retransmission_timeout_ms", say("key.timeout"), [8, 4], 1, "step")])),
    goodput: shown.flatMap(goodput),
    fairness: [...new Set(shown.map((one) => one.report))].flatMap((one) => fairness(one, say("key.fairness"))),
    queue: queues(now.state === "ready" ? now.traces.filter((one) => one.contender.report.sharesLink || !hidden.value.has(one.contender.place)) : [],
      (of) => of.contender.report.letter === "" ? say("key.all_flows") : `${of.contender.report.letter} · ${say("key.all_flows")}`),
    delivered: shown.flatMap((one) => [...sampled(one, "delivered_bytes", say("key.delivered")), ...limit(one, say("key.limit"), end)]),
  }), [shown.map((one) => one.place).join(), traces.length, end, say("key.sample")]);
  return (
    <>
      <h2 class="hidden">{say("view.graphs")}</h2>
      <Tools all={all} />
      <Graph name="delivered" series={series.delivered} unit={bytes} keys={[["", "key.delivered"], ["2 4", "key.limit"]]} />
      <Graph name="goodput" series={series.goodput} unit={rate} />
      <Graph name="fairness" series={series.fairness} unit={count} upTo={1} />
      <Sequences traces={traces} />
      <Graph name="window" series={series.window} beyond={series.receive} unit={bytes} keys={[["", "key.congestion"], ["2 3", "key.in_flight"], ["8 4", "key.receive_window"]]} />
      <Graph name="trip" series={series.trip} unit={milliseconds} keys={[["", "key.smoothed"], ["8 4", "key.timeout"], ["1 3", "key.sample"]]} />
      <Graph name="queue" series={series.queue} unit={bytes} />
      <Distribution contenders={shown} />
      <Latencies contenders={shown} />
      <p class="note">{say("graph.note")}</p>
    </>
  );
};
