import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./browser.mjs";
import { hostile, large, tun } from "./reports.mjs";

const ladder = async (name) => {
  const result = await opened(`${name}.html`, { hash: "ladder" });
  await result.page.waitForSelector(".ladder canvas", { timeout: 30_000 });
  await result.page.focus(".ladder canvas");
  return result;
};
const fact = (page, name) => page.textContent(`[data-fact="${name}"]`);

test("keys go from packet to packet, and each is told in words", async () => {
  hostile();
  const { page, problems, close } = await ladder("hostile");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.textContent(".details-of-packet h2"), "datagram 1");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.textContent(".details-of-packet h2"), "datagram 2");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.textContent(".details-of-packet h2"), "SYN");
  assert.match(await page.textContent("p[aria-live]"), /^reliable-udp, client → server: SYN\. /);
  assert.deepEqual(problems, []);
  await close();
});

test("the next loss is a packet that was dropped, and says by what", async () => {
  hostile();
  const { page, problems, close } = await ladder("hostile");
  await page.keyboard.press("n");
  assert.match(await fact(page, "fate"), /^dropped: random loss/);
  assert.equal(await page.locator('[data-fact="arrived"]').count(), 0);
  assert.deepEqual(problems, []);
  await close();
});

for (const make of [hostile, tun]) {
  test(`a retransmission tells what led to it (${make === tun ? "the kernel's, on tun" : "ours"})`, async (t) => {
    const name = make();
    if (name === null) return t.skip("this machine has no TUN");
    const { page, problems, close } = await ladder(name);
    if (make === tun) {
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.textContent(".details-of-packet .swatch"), "kernel-tcp");
    }
    let told = null;
    for (let i = 0; i < 12 && told === null; ++i) {
      await page.keyboard.press("r");
      const text = await page.textContent(".chain");
      if (/dropped \(random loss\)/.test(text)) told = text;
    }
    assert.match(told ?? "", /Sent again/);
    assert.match(told ?? "", /Necessary/);
    const again = await page.textContent(".details-of-packet h2");
    await page.click(".chain button");
    assert.match(await fact(page, "fate"), /^dropped: random loss/);
    assert.equal(`${await page.textContent(".details-of-packet h2")} again`, again);
    assert.deepEqual(problems, []);
    await close();
  });
}

test("zoom goes from the whole run to a microsecond, and slow motion plays", async () => {
  hostile();
  const { page, problems, close } = await ladder("hostile");
  await page.keyboard.press("0");
  const whole = await page.textContent("[data-span]");
  for (let i = 0; i < 60; ++i) await page.keyboard.press("+");
  assert.equal(await page.textContent("[data-span]"), "1 µs");
  await page.keyboard.press("0");
  assert.equal(await page.textContent("[data-span]"), whole);
  await page.keyboard.press("Home");
  await page.keyboard.press(" ");
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.toolbar button[aria-pressed="true"]').first().textContent(), "Pause");
  await page.keyboard.press(" ");
  await page.keyboard.press("Escape");
  assert.deepEqual(problems, []);
  await close();
});

test("200 000 packets stay smooth", { timeout: 300_000 }, async () => {
  large();
  const { page, problems, close } = await ladder("large");
  await page.keyboard.press("0");
  const frames = await page.evaluate(async () => {
    const canvas = document.querySelector(".ladder canvas");
    let before = performance.now();
    const took = [];
    for (let i = 0; i < 20; ++i) {
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i % 2 ? 300 : -300, ctrlKey: i % 3 === 0, bubbles: true, cancelable: true, clientX: 300, clientY: 400 }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      const now = performance.now();
      if (i > 0) took.push(now - before);
      before = now;
    }
    return took.sort((a, b) => a - b);
  });
  const packets = Number((await page.textContent(".in-sight")).replace(/[^\d]/g, ""));
  assert.ok(packets > 100_000, `${packets} packets in sight`);
  const [median, longest] = [frames[frames.length >> 1], frames.at(-1)].map(Math.round);
  console.log(`# frames: ${median} ms (median), ${longest} ms (longest)`);
  // Other programs may hold up any one frame; only work that grows with the square of the packets holds up all of them so long.
  assert.ok(median < 3000, `half of the frames took ${median} ms or more`);
  assert.deepEqual(problems, []);
  await close();
});

for (const language of ["en", "zh"]) {
  test(`on a phone the ladder has the screen, and every tool can be reached (${language})`, async () => {
    hostile();
    const { page, problems, close } = await opened("hostile.html", { hash: "ladder", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.selectOption(".tools select", language);
    await page.waitForSelector(".ladder canvas");
    const tools = await page.locator(".toolbar").boundingBox();
    assert.ok(tools.height <= 60, `the tools are ${tools.height} pixels high`);
    await page.waitForFunction(() => document.querySelector(".ladder canvas").getBoundingClientRect().height >= innerHeight * 0.6, null, { timeout: 5000 });
    const canvas = await page.locator(".ladder canvas").boundingBox();
    assert.ok(canvas.y <= 844 * 0.35, `the ladder begins at ${canvas.y}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    for (const control of await page.locator(".toolbar :is(button, select)").all()) {
      await control.scrollIntoViewIfNeeded();
      const box = await control.boundingBox();
      assert.ok(box.x > -1 && box.x + box.width < 391, `${await control.textContent()}: ${box.x} to ${box.x + box.width}`);
    }
    const other = page.locator('.toolbar .chip[aria-pressed="false"]');
    assert.equal(await other.count(), 1, "a phone begins with one ladder alone");
    await other.tap();
    assert.equal(await other.count(), 0, "a tap brings the other");
    assert.deepEqual(problems, []);
    await close();
  });
}
