import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, opened } from "./browser.mjs";
import { flows, reportOf } from "./reports.mjs";

const ladder = async () => {
  flows();
  const result = await opened("flows.html", { hash: "ladder" });
  await result.page.waitForSelector(".ladder canvas", { timeout: 30_000 });
  await result.page.focus(".ladder canvas");
  return result;
};
const shown = (page) => page.$$eval(".text-ladder h3", (heads) => heads.map((head) => head.textContent));
const packetsOf = (name) => reportOf("flows").contenders.find((one) => one.name === name).runs[0].cost.packets;

test("of many flows three stand side by side, each with its own packets, until others are chosen", async () => {
  const { page, problems, close } = await ladder();
  assert.deepEqual(await shown(page), ["one", "blast", "two"]);
  assert.equal(await page.textContent(".chooser summary"), "3 of 5 shown");
  await page.keyboard.press("0");
  await page.waitForTimeout(200);
  const inSight = async () => Number((await page.textContent(".in-sight")).replace(/[^\d]/g, ""));
  assert.equal(await inSight(), packetsOf("one") + packetsOf("blast") + packetsOf("two"));
  await page.click(".chooser summary");
  await page.click(".chooser label >> nth=0");
  await page.click(".chooser label >> nth=3");
  assert.equal(await page.textContent(".chooser summary"), "3 of 5 shown");
  assert.deepEqual(await shown(page), ["blast", "two", "three"]);
  await page.waitForTimeout(200);
  assert.equal(await inSight(), packetsOf("blast") + packetsOf("two") + packetsOf("three"));
  await page.click(".chooser button");
  assert.deepEqual(await shown(page), ["one", "blast", "two", "three", "four"]);
  assert.deepEqual(problems, []);
  await close();
});

test("keys go from flow to flow, and a flow's retransmission tells what led to it", async () => {
  const { page, problems, close } = await ladder();
  await page.keyboard.press("ArrowDown");
  assert.match(await page.textContent("p[aria-live]"), /^one, client → server: SYN\. /);
  await page.keyboard.press("ArrowRight");
  assert.match(await page.textContent("p[aria-live]"), /^blast, client → server: datagram 1\. /);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("r");
  assert.match(await page.textContent(".chain"), /Sent again/);
  assert.match(await page.textContent("p[aria-live]"), /^one, /);
  assert.notEqual(await page.locator('[data-fact="why"]').count(), 0);
  assert.deepEqual(problems, []);
  await close();
});

test("graphs show every chosen flow from its own start on, and the queue that they share once", async () => {
  flows();
  const { page, problems, close } = await opened("flows.html", { hash: "graphs" });
  await page.waitForSelector(".chart canvas", { timeout: 30_000 });
  await page.waitForTimeout(300);
  const graphs = await page.$$eval(".chart canvas", (found) => found.map((canvas) => canvas.getAttribute("aria-label")));
  assert.deepEqual(graphs.filter((label) => label.startsWith("Time and sequence")).map((label) => label.split(": ")[1]), ["one", "two"]);
  const headings = await page.$$eval("main h2", (found) => found.map((one) => one.textContent));
  for (const wanted of ["Goodput of each flow", "How fair that is: Jain's index", "Waiting at the bottleneck, on the way there"]) {
    assert.ok(headings.includes(wanted), headings.join());
  }
  // The second flow begins in the middle of the run: nothing of its colour stands before.
  const seen = await page.evaluate(() => {
    const chips = [...document.querySelectorAll(".chooser label")];
    const dot = chips.find((chip) => chip.textContent.trim() === "two").querySelector(".dot");
    const [red, green, blue] = getComputedStyle(dot).backgroundColor.match(/\d+/g).map(Number);
    const canvas = document.querySelector(".chart canvas");
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const columns = new Set();
    for (let i = 0; i < width * height; ++i) {
      if (data[4 * i] === red && data[4 * i + 1] === green && data[4 * i + 2] === blue) columns.add((i % width) / width);
    }
    return { first: Math.min(...columns), last: Math.max(...columns) };
  });
  assert.ok(seen.first > 0.3 && seen.last > 0.8, JSON.stringify(seen));
  assert.deepEqual(problems, []);
  await close();
});

test("axe finds no violation in a ladder of flows with its list open", async () => {
  flows();
  const { page, close } = await opened("flows.html", { hash: "ladder", bypassCSP: true });
  await page.waitForSelector(".ladder canvas", { timeout: 30_000 });
  await page.click(".chooser summary");
  await page.evaluate(readFileSync(axe, "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`), []);
  await close();
});

test("every flow has its strip of records, and the views of flows ask for nothing", async () => {
  flows();
  for (const view of ["answer", "predict"]) {
    const { page, problems, close } = await opened("flows.html", { hash: view });
    await page.waitForSelector(view === "answer" ? "[data-strip]" : ".guesses", { timeout: 30_000 });
    if (view === "answer") {
      const strips = await page.$$eval("[data-strip]", (found) => found.map((one) => one.dataset.strip));
      assert.deepEqual(strips, ["one", "blast", "two", "three", "four"]);
    }
    assert.deepEqual(problems, []);
    await close();
  }
});
