// A real browser, and pages of acklab opened in it from disk.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { spawnSync } from "node:child_process";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(root, "sim/report/page/package.json"));
const { chromium } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");

export const folder = mkdtempSync(join(tmpdir(), "acklab-page-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const program = process.env.ACKLAB ?? join(root, "build/dev/sim/cli/acklab");
export const acklab = (...words) => spawnSync(program, words, { cwd: folder, encoding: "utf8", timeout: 200_000 });

/** The same, of which it is known that it works: exit codes other than these are the test's own failure. */
export const made = (words, codes = [0, 1]) => {
  const finished = acklab(...words);
  if (!codes.includes(finished.status)) throw new Error(`acklab ${words.join(" ")}: ${finished.status} ${finished.stderr}`);
  return finished;
};

let browser = null;
export const launched = async () => {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  return browser;
};
export const closed = async () => {
  await browser?.close();
  browser = null;
};

/** Opens a file; `problems` fills with whatever a page must not do: errors, and requests to anywhere. */
export const opened = async (file, options = {}) => {
  const { hash = "answer", ...settings } = options;
  const context = await (await launched()).newContext({ viewport: { width: 1280, height: 800 }, ...settings });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const address = pathToFileURL(join(folder, file)).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address && !request.url().startsWith("data:")) problems.push(`request: ${request.url()}`);
  });
  await page.goto(`${address}#${hash}`);
  await page.waitForSelector("main");
  return { page, problems, close: () => context.close() };
};

/** Waits for what a page comes to in its own time. */
export const until = async (holds, what) => {
  for (let turn = 0; turn < 300; ++turn) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`never: ${what}`);
};
