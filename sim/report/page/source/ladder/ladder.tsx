import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { loaded } from "../data/traces";
import type { Trace } from "../data/traces";
import { chosen } from "../timeline";
import { say } from "../words";
import { LadderCanvas } from "./canvas";
import { chainOf } from "./chain";
import { inOneLine } from "./describe";
import { Details } from "./details";
import { Legend } from "./legend";
import { TextLadder } from "./list";
import { hidden } from "../parts/chooser";
import { press } from "./state";
import { Tools } from "./tools";

/** What to say while there is nothing to draw; null when there is. */
export const Nothing = () => {
  const now = loaded.value;
  if (now.state === "loading") return <p class="note" role="status">{say("trace.loading")}</p>;
  return (
    <>
      {now.problems.map((one, i) => <div class="problems" role="alert" key={i}><p>{say("problem.trace", one)}</p></div>)}
      {now.traces.length === 0 && <p class="note">{say("trace.none")}</p>}
    </>
  );
};

/** As high as the window has room below the tools. */
const useHeight = (): number => {
  const height = useSignal(560);
  useEffect(() => {
    const fit = (): void => {
      const top = (document.querySelector(".ladder")?.getBoundingClientRect().top ?? 200) + window.scrollY;
      height.value = Math.max(340, Math.min(1400, window.innerHeight - top - 44));
    };
    fit();
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, [height]);
  return height.value;
};

const Shown = ({ traces, all }: { traces: Trace[]; all: Trace[] }) => {
  const height = useHeight();
  const trace = traces.find((one) => one.contender.place === chosen.value?.place);
  const row = chosen.value?.row ?? -1;
  const steps = useMemo(() => (trace === undefined ? [] : chainOf(trace, row)), [trace, row, say("chain.heading")]);
  const chain = useMemo(() => new Set(steps.flatMap((step) => (step.row === null ? [] : [step.row]))), [steps]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event.key, traces)) event.preventDefault();
  };
  return (
    <>
      <Tools traces={traces} all={all} />
      <Legend />
      <div class="ladder">
        <LadderCanvas traces={traces} height={height} chain={chain} label={say("ladder.label")} onKey={onKey} />
        <aside aria-label={say("details.label")}>
          {trace === undefined ? <p class="note">{say("ladder.hint")}</p> : <Details trace={trace} row={row} steps={steps} />}
        </aside>
      </div>
      <p class="hidden" role="status" aria-live="polite">{trace === undefined ? "" : inOneLine(trace, row)}</p>
      <TextLadder traces={traces} />
      <p class="note keys">{say("ladder.keys")}</p>
    </>
  );
};

/** The contenders' packets side by side, time downwards. */
export const LadderView = () => {
  const now = loaded.value;
  const all = now.state === "ready" ? now.traces : [];
  const traces = all.filter((trace) => !hidden.value.has(trace.contender.place));
  return (
    <>
      <h2 class="hidden">{say("view.ladder")}</h2>
      <Nothing />
      {all.length > 0 && <Shown traces={traces} all={all} />}
    </>
  );
};
