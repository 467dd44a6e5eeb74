// A picture of every view: node tests/page/screenshots.mjs FOLDER (ACKLAB names the program).
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { closed, launched, made, opened, root } from "./browser.mjs";

const into = resolve(process.argv[2] ?? "results/screenshots");
mkdirSync(into, { recursive: true });
// Two as this machine can, one in virtual time: there it would take minutes.
const scenarios = { "lossy-bulk": "auto", "hostile-link": "auto", "reliability/07-go-back-n": "simulated",
  "reliability/11-picture": "auto" };
const sizes = { projector: { width: 1024, height: 768 }, wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const prepare = {
  answer: async () => {},
  ladder: async (page) => {
    await page.waitForSelector(".ladder canvas");
    await page.focus(".ladder canvas");
    for (const key of ["r", "r"]) await page.keyboard.press(key);
  },
  graphs: async (page) => void (await page.waitForSelector(".chart canvas")),
  picture: async (page) => {
    if ((await page.locator(".pixels").count()) > 0) await page.waitForTimeout(300);
  },
  predict: async (page) => {
    await page.waitForTimeout(300);
    if ((await page.locator(".guesses").count()) === 0) return;
    await page.click('[data-kind="open"]');
    for (let i = 0; i < 3; ++i) {
      await page.click("[data-turn]");
      await page.click('[data-kind="again"]');
    }
  },
};

const take = async (name, view, look, settings) => {
  const { page, problems, close } = await opened(`${name}.html`, { hash: view, ...settings });
  if (look.endsWith("zh")) await page.selectOption(".tools select", "zh");
  await page.waitForTimeout(400);
  await prepare[view](page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(into, `${name}-${view}-${look}.png`), fullPage: ["answer", "graphs", "picture"].includes(view) });
  for (const problem of problems) console.error(`${name} ${view} ${look}: ${problem}`);
  await close();
};

await launched();
for (const [scenario, path] of Object.entries(scenarios)) {
  const name = scenario.split("/").pop();
  made(["run", join(root, "scenarios", `${scenario}.json`), "--path", path, "--repeat", "1", "--quiet", "-o", `${name}.json`, "--html", `${name}.html`]);
  for (const view of Object.keys(prepare)) {
    if (view === "picture" && !scenario.includes("picture")) continue;
    for (const [size, viewport] of Object.entries(sizes)) await take(name, view, size, { viewport });
    await take(name, view, "dark", { viewport: sizes.projector, colorScheme: "dark" });
    await take(name, view, "zh", { viewport: sizes.projector });
  }
}
await closed();
console.log(`The pictures are in ${into}.`);
