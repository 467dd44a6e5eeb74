// Bundles the page into one C++ source: node build.mjs OUTPUT.cpp
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2];
if (output === undefined) throw new Error("node build.mjs OUTPUT.cpp");

const bundled = async (entry) => {
  const result = await build({
    absWorkingDir: here, entryPoints: [entry], bundle: true, minify: true, write: false, format: "iife",
    target: ["es2021", "chrome100", "firefox113", "safari16.4"], charset: "utf8", legalComments: "none",
    jsx: "automatic", jsxImportSource: "preact", logLevel: "warning",
  });
  return result.outputFiles[0].text.trim();
};

/** What the licences of the libraries inside ask for: their names and notices go with them. */
const notices = () => ["preact", "@preact/signals", "@preact/signals-core", "d3-scale", "d3-array", "d3-interpolate", "d3-color",
  "d3-format", "d3-time", "d3-time-format", "internmap"].map((name) => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name}\n${file === undefined ? "MIT" : readFileSync(join(folder, file), "utf8").trim()}`;
}).join("\n\n").replaceAll("--", "- -");

const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

const script = await bundled("source/main.tsx");
const style = await bundled("source/page.css");
const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; ` +
  "base-uri 'none'; form-action 'none'";
const icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 2v12M14 2v12M2 4l12 3M14 9L2 12' " +
  "stroke='%230072b2' stroke-width='1.6' fill='none'/%3E%3C/svg%3E";

const parts = {
  before_title: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="${icon}">
<title>`,
  before_data: `</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page draws a report of acklab with JavaScript, from this file alone. Without it, the report's JSON and "acklab run" tell the same.</noscript>
<script type="application/json" id="acklab-data">`,
  after_data: `</script>
<script>${script}</script>
<!--
This page contains:

${notices()}
-->
</body>
</html>
`,
};

const literal = (text) => {
  if (text.includes(')page~"')) throw new Error("the page contains its own delimiter");
  return `R"page~(${text})page~"`;
};

mkdirSync(dirname(output), { recursive: true });
const source = `#include "sim/report/page/page_shell.hpp"

namespace acklab::report {

std::optional<PageShell> page_shell() {
  return PageShell{${literal(parts.before_title)}, ${literal(parts.before_data)}, ${literal(parts.after_data)}};
}

}  // namespace acklab::report
`;
writeFileSync(`${output}.part`, source);
renameSync(`${output}.part`, output);
