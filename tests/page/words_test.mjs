import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./browser.mjs";

const folder = join(root, "sim/report/page");
const words = (tag) => JSON.parse(readFileSync(join(folder, "words", `${tag}.json`), "utf8"));
const blanks = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const sources = (path) => readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? sources(join(path, entry.name)) : [join(path, entry.name)]);

test("every language has the same words with the same blanks", () => {
  const english = words("en");
  for (const file of readdirSync(join(folder, "words"))) {
    const other = words(file.replace(".json", ""));
    assert.deepEqual(Object.keys(other), Object.keys(english), file);
    for (const [key, text] of Object.entries(english)) assert.deepEqual(blanks(other[key]), blanks(text), `${file}: ${key}`);
  }
});

test("every word that the page asks for by its whole name is there", () => {
  const english = words("en");
  const asked = sources(join(folder, "source")).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bsay\("([\w.]+)"/g)].map((found) => found[1]));
  assert.ok(asked.length > 50);
  for (const key of asked) assert.ok(key in english, key);
});

test("sources are of a size that can be read at once", () => {
  for (const file of sources(join(folder, "source"))) {
    const lines = readFileSync(file, "utf8").split("\n").length;
    assert.ok(lines <= 251, `${file}: ${lines} lines`);
  }
});
