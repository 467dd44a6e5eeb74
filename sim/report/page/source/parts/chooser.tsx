import { signal } from "@preact/signals";
import type { Contender } from "../data/report";
import { count } from "../format";
import { say } from "../words";
import { Swatch } from "./swatch";

/** Contenders that are left out, by their place. */
export const hidden = signal<ReadonlySet<number>>(new Set());

/** As many have a button each; more are chosen from a list. */
export const mostSideBySide = 3;

const toggle = (place: number): void => {
  const next = new Set(hidden.value);
  if (!next.delete(place)) next.add(place);
  hidden.value = next;
};

const Button = ({ of }: { of: Contender }) => (
  <button type="button" class="chip" aria-pressed={!hidden.value.has(of.place)} onClick={() => toggle(of.place)}><Swatch of={of} /></button>
);

/** Which contenders are shown. */
export const Chooser = ({ all }: { all: Contender[] }) => {
  if (all.length < 2) return null;
  if (all.length <= mostSideBySide) return <>{all.map((one) => <Button key={one.place} of={one} />)}</>;
  const shown = all.filter((one) => !hidden.value.has(one.place)).length;
  return (
    <details class="chooser">
      <summary>{say("choose.shown", { shown: count(shown), all: count(all.length) })}</summary>
      <fieldset>
        <legend class="hidden">{say("choose.label")}</legend>
        {all.map((one) => (
          <label key={one.place}>
            <input type="checkbox" checked={!hidden.value.has(one.place)} onChange={() => toggle(one.place)} /> <Swatch of={one} />
          </label>
        ))}
        <button type="button" onClick={() => (hidden.value = new Set())}>{say("choose.all")}</button>
      </fieldset>
    </details>
  );
};
