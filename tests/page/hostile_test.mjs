import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { acklab, folder, opened } from "./browser.mjs";
import { hostile, reportOf } from "./reports.mjs";

const attack = '</script><script>document.title="broken";alert(1)</script><img src=x onerror=alert(1)>"\'&';

/** Every string replaced, keys kept. */
const poisoned = (value) => {
  if (typeof value === "string") return attack;
  if (Array.isArray(value)) return value.map(poisoned);
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one)]));
  return value;
};

/** Every value replaced by something of another kind, or too large. */
const twisted = (value) => {
  if (typeof value === "number") return 1e308;
  if (typeof value === "string") return 7;
  if (Array.isArray(value)) return Object.fromEntries(value.map((one, i) => [i, twisted(one)]));
  if (typeof value === "object" && value !== null) return Object.values(value).map(twisted);
  return "x".repeat(5000);
};

const views = ["answer", "ladder", "graphs", "predict"];

const survives = async (name, report, check = async () => {}) => {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(report));
  const finished = acklab("report", `${name}.json`);
  assert.equal(finished.status, 0, finished.stderr);
  for (const hash of views) {
    const { page, problems, close } = await opened(`${name}.html`, { hash });
    await page.waitForTimeout(100);
    assert.notEqual(await page.title(), "broken");
    assert.equal(await page.locator("main img").count(), 0);
    if (hash === "answer") await check(page);
    assert.deepEqual(problems, [], hash);
    await close();
  }
};

const report = () => {
  hostile();
  return reportOf("hostile");
};

test("HTML and script in every string stay text", async () => {
  await survives("poisoned", { ...poisoned(report()), schema_version: 1 }, async (page) => {
    assert.ok((await page.textContent("main")).includes("<script>document.title"));
  });
});

test("numbers are huge and nothing has its kind: the page says so and stands", async () => {
  const whole = report();
  const strange = Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, twisted(value)]));
  await survives("twisted", { ...strange, schema_version: 1 }, async (page) => assert.ok(await page.isVisible(".problems")));
  const huge = JSON.parse(JSON.stringify(whole), (_, value) => (typeof value === "number" ? 1e308 : value));
  await survives("huge", { ...huge, schema_version: 1 });
});

test("a later version of the schema is said", async () => {
  await survives("later", { ...report(), schema_version: 99 }, async (page) => {
    assert.match(await page.textContent(".problems"), /schema version 99; this page knows version 1/);
  });
});

test("missing parts are said, each by its name", async () => {
  const whole = report();
  for (const part of ["scenario", "contenders", "expectations", "theory", "kernel_honesty"]) {
    const { [part]: _, ...rest } = whole;
    await survives(`without-${part}`, rest, async (page) => assert.ok((await page.textContent(".problems")).includes(`“${part}”`)));
  }
  await survives("empty", { schema_version: 1 });
});

test("what is no report is refused, and so is the trace of another run", () => {
  hostile();
  writeFileSync(join(folder, "none.json"), "[1, 2");
  const none = acklab("report", "none.json");
  assert.equal(none.status, 2);
  assert.match(none.stderr, /'none\.json' is no report of acklab/);
  const other = report();
  other.contenders[0].runs[0].seed = 12345;
  writeFileSync(join(folder, "other.json"), JSON.stringify(other));
  const refused = acklab("report", "other.json", "--trace", "traces");
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /is of another run than the report/);
});
