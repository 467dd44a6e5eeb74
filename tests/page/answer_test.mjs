import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, made, opened, root } from "./browser.mjs";
import { hostile, reportOf, tun } from "./reports.mjs";

const medians = (report, name) => report.contenders.find((one) => one.name === name).aggregate;

for (const make of [hostile, tun]) {
  test(`the answer of a real report (${make === tun ? "tun" : "virtual time"}) shows the report's numbers, without errors or requests`, async (t) => {
    const name = make();
    if (name === null) return t.skip("this machine has no TUN");
    const report = reportOf(name);
    const { page, problems, close } = await opened(`${name}.html`);
    const cells = await page.$$eval("td[data-metric]", (found) => found.map((cell) => ({ ...cell.dataset, text: cell.textContent })));
    assert.ok(cells.length > 100, `${cells.length} cells`);
    for (const cell of cells) assert.equal(Number(cell.value), medians(report, cell.contender)[cell.metric].median, cell.metric);
    const shown = cells.find((cell) => cell.metric === "integrity.intact_records" && cell.contender === "udp");
    const intact = medians(report, "udp")["integrity.intact_records"].median;
    assert.match(shown.text, new RegExp(`^${Number.isInteger(intact) ? intact : "\\d"}`));
    const sentence = await page.textContent('[data-answer="udp"] .first');
    if (Number.isInteger(intact)) assert.match(sentence, new RegExp(`^Delivered ${intact} of 834 records intact: \\d+`));
    assert.match(await page.textContent('[data-answer="reliable-udp"] .first'), /^Delivered all 834 records intact, once and in order\.$/);
    for (const [i, expectation] of report.expectations.entries()) {
      assert.equal(await page.getAttribute(`[data-expected="${i}"]`, "data-value"), expectation.measured === null ? null : String(expectation.measured));
    }
    assert.deepEqual(problems, []);
    await close();
  });
}

test("every record is a cell, and the cells are those of the report", async () => {
  hostile();
  const { page, close } = await opened("hostile.html");
  for (const name of ["udp", "reliable-udp"]) {
    const run = reportOf("hostile").contenders.find((one) => one.name === name).runs[0];
    const many = (letter) => [...run.records.matchAll(/(\d+)([iodcm])/g)].filter((one) => one[2] === letter).reduce((sum, one) => sum + Number(one[1]), 0);
    const { sent, missing, corrupted, intact_records: intact } = run.integrity;
    assert.equal(many("m"), missing);
    assert.equal(many("c"), corrupted);
    assert.equal(many("i") + many("o") + many("d"), intact);
    assert.equal(intact + missing + corrupted, sent);
    const told = await page.textContent(`[data-strip="${name}"]`);
    for (const [letter, word] of Object.entries({ i: "intact", m: "missing", d: "twice" })) {
      if (many(letter) > 0) assert.ok(told.includes(`${word} ${many(letter)}`), told);
    }
  }
  await close();
});

test("a contender that could not run says why and what to do", async () => {
  hostile();
  const run = reportOf("hostile").contenders.find((one) => one.name === "kernel-tcp").runs[0];
  const { page, close } = await opened("hostile.html");
  const answer = await page.textContent('[data-answer="kernel-tcp"]');
  for (const part of ["Did not run here.", run.reason, run.remedy ?? ""]) assert.ok(answer.includes(part), part);
  await close();
});

test("the page speaks Chinese, without a word left in English words' place", async () => {
  hostile();
  const { page, problems, close } = await opened("hostile.html");
  await page.selectOption(".tools select", "zh");
  assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
  assert.match(await page.textContent('[data-answer="reliable-udp"] .first'), /^全部 834 条记录/);
  assert.match(await page.textContent(".ask"), /链路什么坏事都做/);
  assert.deepEqual(problems, []);
  await close();
});

test("what the report says in English is told in Chinese, and in English again", async () => {
  hostile();
  const report = reportOf("hostile");
  const run = report.contenders.find((one) => one.name === "kernel-tcp").runs[0];
  report.kernel_honesty = [{ topic: "sack", setting: "tcp_sack", value: "1", pinned: false, differs: true,
    kernel: "SACK names what has arrived behind a hole", book: "ACKs name the first hole alone", source: "RFC 9293 section 3.4" }];
  report.theory = [{ formula: "mathis", text: "G", source: "CCR 27(3), 1997", contender: "udp", metric: "goodput_bits_per_s", unit: "bit/s",
    validity: "Nothing is lost.", inputs: [{ name: "rto", symbol: "RTO", values: [300], unit: "ms", from: "the contender's rto" }],
    prediction: 1, measured: null, relative_difference: null, tolerance: 0.1, verdict: "not_compared", reason: "it was not measured", note: null }];
  writeFileSync(join(folder, "told.json"), JSON.stringify(report));
  made(["report", "told.json"]);
  const { page, problems, close } = await opened("told.html");
  const english = [run.reason, "SACK names what has arrived behind a hole", "ACKs name the first hole alone", "Nothing is lost.", "it was not measured",
    "the contender's rto", report.contenders[0].runs[0].repeatable.statement];
  const chinese = ["虚拟时间里没有内核", "SACK 指出空洞之后已到达的部分", "什么也不丢。", "没有测得", "参赛者的 rto", "RFC 9293 第 3.4 节", "种子相同，整次运行就完全重现", "选择确认"];
  for (const sentence of english) assert.ok((await page.textContent("main")).includes(sentence), sentence);
  await page.selectOption(".tools select", "zh");
  const shown = await page.textContent("main");
  for (const sentence of english) assert.ok(!shown.includes(sentence), sentence);
  for (const sentence of chinese) assert.ok(shown.includes(sentence), `${sentence} in ${shown}`);
  assert.deepEqual(problems, []);
  await close();
});

test("flows say who got what, in both languages", async () => {
  made(["run", join(root, "scenarios/congestion/04-two-flows.json"), "--quiet", "-o", "flows.json"]);
  made(["report", "flows.json"]);
  const share = medians(reportOf("flows"), "second")["workload.flows.share_ratio"].median;
  const { page, problems, close } = await opened("flows.html");
  assert.match(await page.textContent('[data-answer="second"]'), /Got [\d.]+ % of what all flows got.*Jain's index was 0\.99/);
  assert.equal(Number(await page.getAttribute('td[data-metric="workload.flows.share_ratio"][data-contender="second"]', "data-value")), share);
  await page.selectOption(".tools select", "zh");
  assert.match(await page.textContent(".question .note"), /^共享链路/);
  assert.match(await page.textContent('[data-answer="second"]'), /Jain 指数为 0\.99/);
  assert.deepEqual(problems, []);
  await close();
});

test("themes, paper and a narrow screen", async () => {
  hostile();
  const { page, problems, close } = await opened("hostile.html", { viewport: { width: 360, height: 740 }, colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(await background(), "rgb(255, 255, 255)");
  const button = page.locator(".tools button");
  await button.click();
  await button.click();
  assert.equal(await background(), "rgb(20, 23, 26)");
  await page.emulateMedia({ media: "print" });
  assert.equal(await background(), "rgb(255, 255, 255)");
  assert.equal(await page.isVisible("nav"), false);
  await page.emulateMedia({ media: "screen" });
  // What is drawn to the width of the paper is drawn anew in the next frame.
  await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, { timeout: 30_000 });
  assert.deepEqual(problems, []);
  await close();
});

test("the page of a lesson is below 3 MB and ready soon", async () => {
  hostile();
  assert.ok(statSync(join(folder, "hostile.html")).size < 3e6);
  const times = [];
  // The best of a few: other programs may be at work on this machine.
  for (let i = 0; i < 4; ++i) {
    const { page, close } = await opened("hostile.html");
    times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd));
    await close();
  }
  console.log(`# ready after ${Math.round(Math.min(...times))} ms`);
  // A tenth of a second where nothing else is at work; how fast this machine is, is not for a test to say.
  assert.ok(Math.min(...times) < 10_000, `${times} ms`);
});
