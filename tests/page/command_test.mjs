import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { acklab, folder, made, opened } from "./browser.mjs";
import { hostile, reportOf } from "./reports.mjs";

test("a report becomes a page beside it, or where it is asked for", () => {
  hostile();
  writeFileSync(join(folder, "plain.json"), readFileSync(join(folder, "hostile.json")));
  assert.match(made(["report", "plain.json"]).stdout, /^page: +plain\.html$/m);
  made(["report", "plain.json", "-o", "elsewhere/page.html"]);
  assert.ok(existsSync(join(folder, "plain.html")) && existsSync(join(folder, "elsewhere/page.html")));
  const missing = acklab("report", "nowhere.json");
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /nowhere\.json/);
  assert.equal(acklab("report", "plain.json", "-o", "plain.json").status, 2);
});

test("the page of a run leaves no trace in the folder for temporary files", () => {
  const before = spawnSync("sh", ["-c", "ls -d ${TMPDIR:-/tmp}/acklab-page-??????"], { encoding: "utf8" }).stdout;
  writeFileSync(join(folder, "small.json"), JSON.stringify({
    name: "small", link: { delay: "5ms", rate: "10mbit" }, workload: { kind: "bulk", bytes: "10kB" }, contenders: ["reliable-udp"],
  }));
  made(["run", "small.json", "--path", "simulated", "--quiet", "-o", "small-report.json", "--html", "small.html"]);
  assert.ok(readFileSync(join(folder, "small.html"), "utf8").includes('"packed"'));
  assert.equal(spawnSync("sh", ["-c", "ls -d ${TMPDIR:-/tmp}/acklab-page-??????"], { encoding: "utf8" }).stdout, before);
});

test("a browser that cannot be started is said, with the page's place", () => {
  hostile();
  const program = process.env.ACKLAB ?? "acklab";
  const finished = spawnSync(program, ["report", "hostile.json", "-o", "opened.html", "--open"], { cwd: folder, encoding: "utf8", env: { PATH: folder } });
  assert.equal(finished.status, 3, finished.stderr);
  assert.match(finished.stderr, /No browser could be started here with 'xdg-open'.*opened\.html' yourself/);
});

test("two reports stand side by side, each with its letter", async () => {
  hostile();
  made(["report", "--compare", "hostile.json", "hostile.json", "--trace", "traces", "--second-trace", "traces", "-o", "both.html"]);
  const { page, problems, close } = await opened("both.html");
  const sent = reportOf("hostile").contenders.find((one) => one.name === "udp").aggregate["integrity.sent"].median;
  for (const letter of ["A", "B"]) {
    const cell = page.locator(`td[data-metric="cost.packets"][data-contender="${letter} · udp"]`).first();
    assert.equal(Number(await cell.getAttribute("data-value")), sent);
  }
  await page.click("nav >> text=Ladder");
  await page.waitForSelector(".ladder canvas");
  assert.equal(await page.locator(".chooser label").count(), 4);
  assert.deepEqual(problems, []);
  await close();
  assert.equal(acklab("report", "--compare", "hostile.json").status, 2);
});
