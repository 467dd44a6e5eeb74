import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, folder, opened } from "./browser.mjs";
import { hostile, picture, reportOf } from "./reports.mjs";

/** Of the sent picture and of each contender's: its name, and four octets a pixel. */
const drawn = async (page) => {
  await page.waitForSelector("[data-picture] canvas");
  await page.waitForFunction((many) => document.querySelectorAll(".pixels").length === many, ran().length + 1);
  return page.$$eval(".pictures figure", (figures) => figures.map((figure) => {
    const canvas = figure.querySelector("canvas");
    const octets = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return { name: figure.dataset.picture ?? "", text: figure.textContent, label: canvas.getAttribute("aria-label"), octets: [...octets] };
  }));
};
const ran = () => reportOf("picture").contenders.filter((one) => one.runs[0].outcome !== "not_run");

/** What became of the pixels of one beside those of the other. */
const compared = (sent, came) => {
  const counts = { intact: 0, wrong: 0, missing: 0 };
  for (let at = 0; at < sent.length; at += 4) {
    if (came[at + 3] === 0) ++counts.missing;
    else if ([0, 1, 2].every((part) => came[at + part] === sent[at + part])) ++counts.intact;
    else ++counts.wrong;
  }
  return counts;
};

for (const [mode, prefix] of [["received", ""], ["placed", "placed_"]]) {
  test(`the picture that is shown has the pixels that the report counts (${mode})`, async () => {
    picture();
    const { page, problems, close } = await opened("picture.html", { hash: "picture" });
    await page.click(`[data-mode="${mode}"]`);
    const [sent, ...came] = await drawn(page);
    assert.equal(sent.octets.length, 320 * 240 * 4);
    assert.equal(came.length, ran().length);
    for (const contender of ran()) {
      const told = contender.runs[0].workload.picture;
      const own = told[`${prefix}intact_pixels`] === null ? "" : prefix;
      const counts = { intact: told[`${own}intact_pixels`], wrong: told[`${own}wrong_pixels`], missing: told[`${own}missing_pixels`] };
      const shown = came.find((one) => one.name === contender.name);
      assert.deepEqual(compared(sent.octets, shown.octets), counts, contender.name);
      for (const count of Object.values(counts)) assert.ok(shown.text.includes(count.toLocaleString("en")), `${contender.name}: ${shown.text}`);
      assert.ok(shown.label.startsWith(`${contender.name}: `), "a screen reader hears the counts too");
    }
    assert.deepEqual(problems, []);
    await close();
  });
}

test("what is wrong is marked, and nothing else is", async () => {
  picture();
  const { page, problems, close } = await opened("picture.html", { hash: "picture" });
  await page.click('[data-mode="wrong"]');
  const [, ...came] = await drawn(page);
  const bad = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--bad").trim());
  const mark = [1, 3, 5].map((begin) => parseInt(bad.slice(begin, begin + 2), 16));
  const marks = (octets) => {
    let many = 0;
    for (let at = 0; at < octets.length; at += 4) if (mark.every((part, i) => octets[at + i] === part)) ++many;
    return many;
  };
  for (const one of came) {
    const told = ran().find((contender) => contender.name === one.name).runs[0].workload.picture;
    if (told.wrong_pixels === 0) assert.equal(marks(one.octets), 0, one.name);
    else assert.ok(marks(one.octets) >= told.wrong_pixels, one.name);
  }
  assert.deepEqual(problems, []);
  await close();
});

test("a page without the pictures says where they are, and a page of another job has no such view", async () => {
  picture();
  hostile();
  const bare = await opened("bare-picture.html", { hash: "picture" });
  assert.match(await bare.page.textContent("main"), /in the trace/);
  assert.deepEqual(bare.problems, []);
  await bare.close();
  const other = await opened("hostile.html", { hash: "picture" });
  await other.page.waitForSelector(".answers");
  assert.equal(await other.page.locator("nav >> text=Picture").count(), 0);
  await other.close();
});

test("pictures that are not what they say are told from those that are", async () => {
  picture();
  const page = readFileSync(join(folder, "picture.html"), "utf8");
  const begin = page.indexOf(">", page.indexOf('id="acklab-data"')) + 1;
  const end = page.indexOf("</script>", begin);
  const data = JSON.parse(page.slice(begin, end));
  const pictures = data.reports[0].traces.filter((trace) => trace !== null).map((trace) => trace.pictures);
  pictures[0].width = 10_000;
  pictures[1].received = "%%%";
  pictures[2].received = pictures[2].sent.slice(0, 40);
  pictures[3].height = 100;
  writeFileSync(join(folder, "broken-picture.html"), page.slice(0, begin) + JSON.stringify(data).replaceAll("<", "\\u003c") + page.slice(end));
  const broken = await opened("broken-picture.html", { hash: "picture" });
  await broken.page.waitForSelector("[role=alert]");
  await broken.page.waitForFunction(() => document.querySelectorAll("[role=alert]").length === 3);
  assert.deepEqual(broken.problems, []);
  await broken.close();
});

for (const settings of [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }]) {
  test(`axe finds no violation in the picture, which stays within the window (${JSON.stringify(settings)})`, async () => {
    picture();
    const { page, close } = await opened("picture.html", { hash: "picture", bypassCSP: true, ...settings });
    await drawn(page);
    await page.evaluate(readFileSync(axe, "utf8"));
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.selectOption(".tools select", "zh");
    assert.match(await page.textContent("main"), /像素/);
    await close();
  });
}
