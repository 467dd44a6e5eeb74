import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, opened } from "./browser.mjs";
import { reportOf, voice } from "./reports.mjs";

const shown = async (page) => {
  await page.waitForSelector(".distribution li");
  return page.$$eval("[data-latency]", (found) => found.map((one) => ({ name: one.dataset.latency, longer: Number(one.dataset.longer), text: one.textContent })));
};
const over = (contender, metric) => contender.runs.reduce((sum, run) => sum + run.workload.periodic[metric], 0);
const ran = () => reportOf("voice").contenders.filter((one) => one.runs[0].outcome !== "not_run");

test("the distribution of latencies says of each contender what the report says: measured, late, never", async () => {
  voice();
  const { page, problems, close } = await opened("voice.html", { hash: "graphs" });
  const lines = await shown(page);
  assert.equal(lines.length, ran().length);
  for (const contender of ran()) {
    const line = lines.find((one) => one.name === contender.name);
    const [due, arrived, late, missing] = ["due", "arrived", "late", "missing"].map((metric) => over(contender, metric));
    assert.match(line.text, new RegExp(`${arrived} of ${due.toLocaleString("en")} messages arrived`.replace(/^\d+/, arrived.toLocaleString("en"))));
    assert.match(line.text, new RegExp(`${late} after the deadline`));
    assert.equal(line.text.includes(`${missing} never`), missing > 0);
    assert.equal(line.longer, late + missing, "at the deadline, where the reader begins");
  }
  assert.match(await page.textContent(".distribution .deadline text"), /^deadline 150 ms$/);
  const drawn = await page.$$eval(".distribution svg > path", (found) => found.map((one) => [getComputedStyle(one).stroke, one.getAttribute("stroke-dasharray")]));
  assert.equal(new Set(drawn.map(([colour]) => colour)).size, ran().length);
  assert.equal(new Set(drawn.map(([, dash]) => dash)).size, ran().length, "lines differ without colour too");
  assert.deepEqual(problems, []);
  await close();
});

test("keys and the pointer read the distribution at any time there is", async () => {
  voice();
  const { page, problems, close } = await opened("voice.html", { hash: "graphs" });
  await page.waitForSelector(".distribution li");
  const slider = page.locator(".distribution [role=slider]");
  await slider.focus();
  await page.keyboard.press("Home");
  const first = Math.min(...ran().map((one) => one.latency.last_ns[0]));
  for (const line of await shown(page)) {
    const { latency } = ran().find((one) => one.name === line.name);
    const longer = latency.never + latency.count.reduce((sum, count, i) => sum + (latency.last_ns[i] > first ? count : 0), 0);
    assert.equal(line.longer, longer);
  }
  const before = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  assert.equal(await slider.getAttribute("aria-valuenow"), "1");
  assert.notEqual(await slider.getAttribute("aria-valuetext"), before);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await slider.getAttribute("aria-valuetext"), before);
  await page.keyboard.press("End");
  for (const line of await shown(page)) {
    assert.equal(line.longer, ran().find((one) => one.name === line.name).latency.never, "only what never came is left");
  }
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + 64, box.y + 100);
  for (const line of await shown(page)) assert.equal(line.longer, over(ran().find((one) => one.name === line.name), "due"), "all took longer than nothing");
  assert.deepEqual(problems, []);
  await close();
});

test("the distribution speaks Chinese and axe finds no violation in it", async () => {
  voice();
  const { page, close } = await opened("voice.html", { hash: "graphs", bypassCSP: true });
  await page.selectOption(".tools select", "zh");
  await page.waitForSelector(".distribution li");
  assert.match(await page.textContent(".distribution .deadline text"), /^期限 150 ms$/);
  assert.match(await page.textContent('[data-latency="udp"]'), /个始终没有/);
  await page.evaluate(readFileSync(axe, "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`), []);
  await close();
});
