import { Component, render } from "preact";
import type { ComponentChildren } from "preact";
import { AnswerView } from "./answer/answer";
import { load } from "./data/traces";
import { GraphsView } from "./graphs/graphs";
import { LadderView } from "./ladder/ladder";
import { PictureView } from "./picture/picture";
import { PredictView } from "./predict/predict";
import { beginNarrow, beginWithFew } from "./ladder/state";
import { Bar } from "./parts/bar";
import { contenders, page, start, view } from "./state";
import { fit } from "./timeline";
import { say } from "./words";

/** Shows what went wrong in one view and leaves the others alone. */
class Guard extends Component<{ children: ComponentChildren }, { wrong: string | null }> {
  override state = { wrong: null as string | null };
  static override getDerivedStateFromError(error: unknown) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  override render() {
    if (this.state.wrong === null) return this.props.children;
    return <div class="problems" role="alert"><p>{say("problem.view", { what: this.state.wrong })}</p></div>;
  }
}

const Page = () => (
  <>
    <a class="skip" href="#main">{say("bar.skip")}</a>
    <Bar />
    <main id="main" class={`view-${view.value}`} tabIndex={-1}>
      {page.value.problem !== null && <div class="problems" role="alert"><p>{say(page.value.problem.key)}</p></div>}
      <Guard key={view.value}>
        {view.value === "answer" && <AnswerView />}
        {view.value === "ladder" && <LadderView />}
        {view.value === "graphs" && <GraphsView />}
        {view.value === "picture" && <PictureView />}
        {view.value === "predict" && <PredictView />}
      </Guard>
    </main>
  </>
);

start();
const place = document.getElementById("page");
if (place !== null) render(<Page />, place);

// The answer is on the screen first; unpacking waits until the browser has shown it.
setTimeout(() => {
  void load(contenders(), (traces, all) => {
    fit(traces, all);
    beginWithFew(traces);
    if (innerWidth < 600) beginNarrow(traces);
  });
}, 0);
