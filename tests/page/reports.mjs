// Real reports, each made once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acklab, folder, made, root } from "./browser.mjs";

export const reportOf = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

const once = (make) => {
  let result;
  return () => (result ??= make());
};

/** Everything a link can do, in virtual time: kernel-tcp cannot run there. */
export const hostile = once(() => {
  made(["run", join(root, "scenarios/hostile-link.json"), "--path", "simulated", "--repeat", "2", "--quiet", "-o", "hostile.json",
    "--trace", "traces", "--html", "hostile.html"]);
  return "hostile";
});

/** A voice with a deadline, in virtual time, twice. */
export const voice = once(() => {
  made(["run", join(root, "scenarios/real-time/01-voice.json"), "--path", "simulated", "--repeat", "2", "--quiet", "-o", "voice.json",
    "--html", "voice.html"]);
  return "voice";
});

/** The same on TUN; null where this machine cannot. */
export const tun = once(() => {
  const finished = acklab("run", join(root, "scenarios/hostile-link.json"), "--path", "tun", "--repeat", "1", "--quiet", "-o", "tun.json",
    "--html", "tun.html");
  if (finished.status === 3) return null;
  if (![0, 1].includes(finished.status)) throw new Error(finished.stderr);
  return "tun";
});

/** 200 000 packets. */
export const large = once(() => {
  writeFileSync(join(folder, "large-scenario.json"), JSON.stringify({
    name: "large", link: { rate: "1gbit", delay: "2ms", loss: "0.1%", queue: "4MB" }, workload: { kind: "bulk", bytes: "190MB", message: "1400B" },
    contenders: ["udp", "reliable-udp"], repeat: 1, seed: 1, path: "simulated", time_limit: "5min",
  }));
  made(["run", "large-scenario.json", "--quiet", "-o", "large.json", "--html", "large.html"]);
  return "large";
});

/** Five flows on one link, one of them plain UDP, one from the middle on. */
export const flows = once(() => {
  const flow = (name) => ({ kind: "reliable-udp", name, congestion: "newreno" });
  writeFileSync(join(folder, "flows-scenario.json"), JSON.stringify({
    name: "flows", link: { rate: "10mbit", delay: "10ms", loss: "1%", queue: "50kB" },
    workload: { kind: "flows", duration: "2s", flows: [{ contender: "two", start: "1s" }] },
    contenders: [flow("one"), { kind: "udp", name: "blast", rate: "1mbit" }, flow("two"), flow("three"), flow("four")],
    repeat: 1, seed: 1, path: "simulated",
  }));
  made(["run", "flows-scenario.json", "--quiet", "-o", "flows.json", "--html", "flows.html"]);
  return "flows";
});

/** A picture that loses, in virtual time; and without its trace, so without the pictures themselves. */
export const picture = once(() => {
  made(["run", join(root, "scenarios/reliability/11-picture.json"), "--path", "simulated", "--quiet", "-o", "picture.json", "--html", "picture.html"]);
  made(["report", "picture.json", "-o", "bare-picture.html"]);
  return "picture";
});
