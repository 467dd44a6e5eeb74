import type { Contender } from "../data/report";

/** Okabe and Ito's colours, which people who see colours differently tell apart too. */
export const colourClass = (contender: Contender): string => `colour-${contender.place % 7}`;

/** A contender's name beside its colour. */
export const Swatch = ({ of }: { of: Contender }) => (
  <span class="swatch"><span class={`dot ${colourClass(of)}`} aria-hidden="true" />{of.label}</span>
);
