import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { folder, root } from "./browser.mjs";
import { hostile } from "./reports.mjs";

const require = createRequire(join(root, "sim/report/page/package.json"));
const source = join(root, "sim/report/page/source");

/** The page's own reader, so that what is tested is what runs there. */
const reader = async () => {
  const file = join(folder, "reader.mjs");
  await require("esbuild").build({
    stdin: { contents: 'export * from "./data/columns"; export * from "./data/packets"; export * from "./data/events";', resolveDir: source },
    bundle: true, format: "esm", outfile: file, logLevel: "error",
  });
  return import(pathToFileURL(file).href);
};

const lines = (contender, file) => readFileSync(join(folder, "traces/hostile-link", `${contender}-1`, file), "utf8").trim().split("\n")
  .map((line) => JSON.parse(line)).slice(1, -1);
const embedded = (contender) => {
  const html = readFileSync(join(folder, "hostile.html"), "utf8");
  const data = JSON.parse(html.split('id="acklab-data">')[1].split("</script>")[0]);
  return data.reports[0].traces.find((trace) => trace?.contender === contender);
};
const same = (found, expected, what) => assert.ok(Object.is(found, expected ?? NaN) || Math.abs(found - expected) < 1e-6, `${what}: ${found} is not ${expected}`);

for (const contender of ["udp", "reliable-udp"]) {
  test(`what the page knows of every packet is what its fate log says (${contender})`, async () => {
    hostile();
    const { unpack, readPackets, word } = await reader();
    const packets = readPackets((await unpack(embedded(contender).fates)).fates);
    const fates = lines(contender, "fates.jsonl");
    assert.equal(packets.count, fates.length);
    fates.forEach((fate, row) => {
      const packet = fate.packet ?? {};
      assert.equal(packets.reverse[row] === 1, fate.direction === "reverse");
      same(packets.index[row], fate.index, "index");
      same(packets.copy[row], fate.copy, "copy");
      same(packets.sentAt[row], fate.arrival_ns / 1e6, "arrival");
      same(packets.arrivedAt[row], (fate.release_ns ?? fate.due_ns) / 1e6, "release");
      same(packets.bytes[row], fate.ip_bytes, "bytes");
      same(packets.queueBytes[row], fate.queue_bytes, "queue");
      same(packets.heldMs[row], fate.held_back_ns / 1e6, "held");
      for (const [name, key] of [["sequence", "sequence"], ["acknowledgment", "acknowledgment"], ["payload", "payload_bytes"],
        ["transmission", "transmission"], ["dataSegment", "data_segment"]]) same(packets[name][row], packet[key], name);
      assert.equal(word(packets.cause, row), fate.cause ?? "");
      assert.equal(word(packets.damage, row), fate.damage ?? "");
      assert.equal(word(packets.label, row), fate.label ?? "");
      assert.equal(word(packets.flags, row), packet.flags ?? "");
    });
  });
}

test("what the page knows of our transport is what the event log says", async () => {
  hostile();
  const { unpack, readEvents, word } = await reader();
  const events = readEvents(await unpack(embedded("reliable-udp").events), 0);
  const all = lines("reliable-udp", "events.jsonl");
  const shift = all.find((event) => event.event === "sent").at_ns / 1e6;
  const of = (kind) => all.filter((event) => event.event === kind);
  const check = (table, kind, fields, words = {}) => {
    const expected = of(kind);
    assert.equal(table.count, expected.length, kind);
    assert.ok(expected.length > 0, kind);
    expected.forEach((event, row) => {
      if (table.at !== undefined) same(table.at[row], event.at_ns / 1e6 - shift, `${kind} at`);
      if (table.server !== undefined) assert.equal(table.server[row] === 1, event.host === "server");
      for (const [name, key] of Object.entries(fields)) same(table[name][row], event[key], `${kind} ${name}`);
      for (const [name, key] of Object.entries(words)) assert.equal(word(table[name], row), event[key] ?? "");
    });
  };
  check(events.sent, "sent", { packet: "packet", window: "window_bytes" }, { why: "why", cause: "cause" });
  check(events.received, "received", { segment: "segment", sequence: "sequence", acknowledgment: "acknowledgment" }, { flags: "flags" });
  check(events.lost, "lost", { begin: "begin", end: "end" }, { cause: "cause" });
  check(events.window, "window", { congestion: "congestion_window_bytes" });
  check(events.verdict, "verdict", { packet: "packet", earlier: "earlier_packet" }, { fate: "earlier_fate" });
  of("sent").forEach((event, row) => assert.deepEqual(events.sent.sack.get(row), event.sack));
  of("sent").forEach((event, row) => assert.deepEqual(events.sent.toldBy.get(row), event.told_by));
});
