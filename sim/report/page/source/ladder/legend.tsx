import { say } from "../words";

const sign = (key: string) => {
  switch (key) {
    case "data": return <><path d="M2 5 L38 12" stroke-width="1.6" /><path class="filled" d="M40 12.4 l-8 -3.6 l1.2 4.8z" /></>;
    case "acknowledgment": return <><path d="M2 5 L38 12" stroke-width="1" opacity=".6" /><path class="filled" opacity=".6" d="M40 12.4 l-8 -3.6 l1.2 4.8z" /></>;
    case "lost": return <g class="lost"><path d="M2 6 L24 10" /><path d="M20 6 l8 8 m0 -8 l-8 8" stroke-width="2" /></g>;
    case "again": return <><path d="M5 5 L38 12" stroke-width="2.4" /><circle class="hollow" cx="5" cy="5" r="4" /></>;
    case "copy": return <><path d="M2 4 L40 10 M2 8 L40 14" /></>;
    case "damaged": return <><path d="M2 6 l5 -2 l3 6 l5 -4 l3 6 l5 -4 l3 6 l6 -3" /><path class="filled" d="M36 6 l5 5 l-5 5 l-5 -5z" /></>;
    default: return <path d="M2 5 L38 12" stroke-dasharray="2 4" stroke-width="1.6" />;
  }
};

/** How packets are drawn, with a word for each. */
export const Legend = () => (
  <ul class="legend" aria-label={say("legend.label")}>
    {["data", "acknowledgment", "lost", "again", "copy", "damaged", "overtaken"].map((key) => (
      <li key={key}><svg viewBox="0 0 44 18" width="44" height="18" aria-hidden="true">{sign(key)}</svg>{say(`legend.${key}`)}</li>
    ))}
  </ul>
);
