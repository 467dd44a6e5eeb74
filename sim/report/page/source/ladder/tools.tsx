import type { Trace } from "../data/traces";
import { milliseconds } from "../format";
import { showAll, span, zoom } from "../timeline";
import { say } from "../words";
import { Chooser } from "../parts/chooser";
import { filters } from "./describe";
import type { Filter } from "./describe";
import { current, filter, middle, play, playing, speed, speeds, stepBy, toAgain, toLoss, until } from "./state";

const Go = ({ act, word, keys }: { act: () => void; word: string; keys: string }) => (
  <button type="button" onClick={act} title={say("tools.key", { key: keys })} aria-keyshortcuts={keys}>{say(word)}</button>
);

/** What can be done with the ladder; each has a key as well. */
export const Tools = ({ traces, all }: { traces: Trace[]; all: Trace[] }) => {
  const trace = current(traces);
  return (
    <div class="toolbar" role="toolbar" aria-label={say("tools.label")}>
      <span class="group">
        <button type="button" aria-pressed={playing.value} onClick={play} title={say("tools.key", { key: "Space" })}>{say(playing.value ? "tools.pause" : "tools.play")}</button>
        <label><span class="hidden">{say("tools.speed")}</span>
          <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
            {speeds.map((one) => <option key={one} value={one}>{say("tools.per_second", { time: milliseconds(one) })}</option>)}
          </select>
        </label>
        {until.value !== null && <button type="button" onClick={() => { until.value = null; playing.value = false; }}>{say("tools.everything")}</button>}
      </span>
      {trace !== undefined && (
        <span class="group">
          <Go act={() => stepBy(trace, -1)} word="tools.before" keys="ArrowUp" />
          <Go act={() => stepBy(trace, 1)} word="tools.next" keys="ArrowDown" />
          <Go act={() => toLoss(traces, 1)} word="tools.loss" keys="n" />
          <Go act={() => toAgain(traces, 1)} word="tools.again" keys="r" />
        </span>
      )}
      <span class="group">
        <Go act={() => zoom(0.5, trace && middle(trace))} word="tools.in" keys="+" />
        <Go act={() => zoom(2, trace && middle(trace))} word="tools.out" keys="-" />
        <Go act={showAll} word="tools.whole" keys="0" />
        <span class="note" data-span>{milliseconds(span.value.to - span.value.from)}</span>
      </span>
      <span class="group">
        <label><span class="hidden">{say("tools.filter")}</span>
          <select value={filter.value} onChange={(event) => (filter.value = event.currentTarget.value as Filter)}>
            {filters.map((one) => <option key={one} value={one}>{say(`filter.${one}`)}</option>)}
          </select>
        </label>
        <Chooser all={all.map((one) => one.contender)} />
      </span>
    </div>
  );
};
