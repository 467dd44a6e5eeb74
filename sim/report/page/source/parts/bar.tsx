import { inLanguage, text } from "../data/values";
import { page, setTheme, show, shownViews, theme, themes, view } from "../state";
import { language, languages, say, speak } from "../words";

const titleOf = (): string =>
  page.value.reports.map((report) => inLanguage(report.scenario["title"], language.value)[0] ?? text(report.scenario["name"])).join(" | ");

const Theme = () => (
  <button type="button" class="quiet" onClick={() => setTheme(themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "auto")}>
    <span class="hidden">{say("bar.theme")}: </span><span aria-hidden="true">◐ </span>{say(`theme.${theme.value}`)}
  </button>
);

const Language = () => (
  <label class="quiet">
    <span class="hidden">{say("bar.language")}</span>
    <select value={language.value} onChange={(event) => speak(event.currentTarget.value)}>
      {languages.map((one) => <option key={one.tag} value={one.tag} lang={one.tag}>{one.name}</option>)}
    </select>
  </label>
);

/** Title, views, language and theme. */
export const Bar = () => (
  <header class="bar">
    <div class="title"><span class="mark">acklab</span><h1>{titleOf() || "acklab"}</h1></div>
    <nav aria-label={say("bar.views")}>
      {shownViews().map((one) => (
        <a key={one} href={`#${one}`} aria-current={view.value === one ? "page" : undefined}
          onClick={(event) => { event.preventDefault(); show(one); }}>{say(`view.${one}`)}</a>
      ))}
    </nav>
    <div class="tools"><Language /><Theme /></div>
  </header>
);
