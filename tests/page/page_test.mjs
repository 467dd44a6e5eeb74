// The page in a real browser: node tests/page/page_test.mjs (ACKLAB names the program, CHROMIUM the browser).
import { after } from "node:test";
import { closed } from "./browser.mjs";

await import("./words_test.mjs");
await import("./command_test.mjs");
await import("./decode_test.mjs");
await import("./answer_test.mjs");
await import("./hostile_test.mjs");
await import("./ladder_test.mjs");
await import("./latency_test.mjs");
await import("./flows_test.mjs");
await import("./picture_test.mjs");
await import("./views_test.mjs");
after(closed);
