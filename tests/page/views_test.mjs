import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, opened, until } from "./browser.mjs";
import { hostile, large, tun } from "./reports.mjs";

const ready = {
  answer: ".answers", ladder: ".ladder canvas", graphs: ".chart canvas", predict: ".guesses",
};

for (const make of [hostile, tun, large]) {
  for (const [view, selector] of Object.entries(ready)) {
    test(`the view ${view} of ${make === large ? "200 000 packets" : make === tun ? "a run on tun" : "a run in virtual time"} has no errors and asks for nothing`, async (t) => {
      const name = make();
      if (name === null) return t.skip("this machine has no TUN");
      const { page, problems, close } = await opened(`${name}.html`, { hash: view });
      await page.waitForSelector(selector, { timeout: 30_000 });
      await page.waitForTimeout(200);
      assert.deepEqual(problems, []);
      await close();
    });
  }
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds no violation in any view (${colorScheme})`, async () => {
    hostile();
    for (const [view, selector] of Object.entries(ready)) {
      const { page, close } = await opened("hostile.html", { hash: view, colorScheme, bypassCSP: true });
      await page.waitForSelector(selector);
      if (view === "ladder") {
        await page.focus(".ladder canvas");
        await page.keyboard.press("r");
        await page.click(".text-ladder summary");
      }
      if (view === "predict") await page.click('[data-kind="new"]');
      await page.evaluate(readFileSync(axe, "utf8"));
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
      assert.deepEqual(told, [], view);
      await close();
    }
  });
}

test("the page's policy lets nothing in: it refuses scripts and connections that are not its own", async () => {
  hostile();
  const { page, close } = await opened("hostile.html");
  const refused = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.broken = true";
    document.body.append(script);
    const connection = await fetch("https://example.org/").then(() => "sent", () => "refused");
    return { ran: "broken" in window, connection };
  });
  assert.deepEqual(refused, { ran: false, connection: "refused" });
  await close();
});

test("graphs share their stretch of time and cursor with each other and the ladder", async () => {
  hostile();
  const { page, problems, close } = await opened("hostile.html", { hash: "graphs" });
  await page.waitForSelector(".chart canvas");
  const span = () => page.textContent("[data-cursor]");
  await until(async () => (await span()) !== "", "the graphs say what is in sight");
  const whole = await span();
  await page.click("text=Zoom in");
  await until(async () => (await span()) !== whole, "zooming shows another stretch");
  const canvas = page.locator(".chart canvas");
  const before = await canvas.nth(1).screenshot();
  const box = await canvas.nth(0).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  await until(async () => /s$/.test(await span()), "the cursor's moment is told");
  await until(async () => !(await canvas.nth(1).screenshot()).equals(before), "the cursor of one graph is drawn in the others");
  await page.mouse.move(2, 2);
  const stretch = (await span()).replace(/ in sight$/, "");
  await page.click("nav >> text=Ladder");
  assert.equal(await page.textContent("[data-span]"), stretch);
  assert.deepEqual(problems, []);
  await close();
});

test("predict mode asks, tells and keeps score", async () => {
  hostile();
  const { page, problems, close } = await opened("hostile.html", { hash: "predict" });
  await page.waitForSelector(".guesses");
  await page.click('[data-kind="open"]');
  assert.equal(await page.textContent("[data-score]"), "1 of 1 right");
  await page.click("[data-next]");
  await page.keyboard.press("5");
  assert.equal(await page.textContent("[data-score]"), "1 of 2 right");
  for (let i = 0; i < 3; ++i) {
    await page.click("[data-turn]");
    await page.keyboard.press("1");
  }
  assert.match(await page.textContent("[data-score]"), /of 5 right$/);
  await page.selectOption(".toolbar select >> nth=1", "server");
  assert.equal(await page.textContent("[data-score]"), "0 of 0 right");
  assert.deepEqual(problems, []);
  await close();
});
