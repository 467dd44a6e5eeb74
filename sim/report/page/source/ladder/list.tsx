import type { Trace } from "../data/traces";
import { milliseconds } from "../format";
import { chosen, span } from "../timeline";
import { say } from "../words";
import { inOneLine, passes } from "./describe";
import { choose, filter } from "./state";
import { firstSentAfter } from "./visible";

const most = 40;

/** The ladder as text: the packets from the top of what is in sight on, or around the chosen one. */
const rowsOf = (trace: Trace): number[] => {
  const rows: number[] = [];
  const around = chosen.value?.place === trace.contender.place ? Math.max(0, chosen.value.row - 5) : firstSentAfter(trace.packets, span.value.from);
  for (let row = around; row < trace.packets.count && rows.length < most; ++row) {
    if (passes(trace.packets, row, filter.value)) rows.push(row);
  }
  return rows;
};

/** For screen readers, and for all who prefer to read. */
export const TextLadder = ({ traces }: { traces: Trace[] }) => (
  <details class="text-ladder">
    <summary>{say("ladder.as_text")}</summary>
    {traces.map((trace) => (
      <section key={trace.contender.place}>
        <h3>{trace.contender.label}</h3>
        <ol>
          {rowsOf(trace).map((row) => (
            <li key={row} aria-current={chosen.value?.place === trace.contender.place && chosen.value.row === row ? "true" : undefined}>
              <button type="button" class="link" onClick={() => choose(trace, row)}>
                {milliseconds(trace.packets.sentAt[row] ?? 0)}: {inOneLine(trace, row)}
              </button>
            </li>
          ))}
        </ol>
      </section>
    ))}
  </details>
);
