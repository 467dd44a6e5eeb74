import { font } from "../parts/colours";
import type { Colours } from "../parts/colours";
import { say } from "../words";
import type { Lane } from "./lane";

/** As much of a text as fits. */
const fitting = (c: CanvasRenderingContext2D, text: string, room: number): string => {
  if (c.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 0 && c.measureText(`${text.slice(0, length)}…`).width > room) --length;
  return length > 0 ? `${text.slice(0, length)}…` : "";
};

/** Above each lane whose it is, and its two hosts where there is room for them. */
export const drawHeads = (c: CanvasRenderingContext2D, lanes: Lane[], bottom: number, inks: Colours): void => {
  for (const lane of lanes) {
    const { place, label } = lane.trace.contender;
    const room = lane.right - lane.left;
    c.fillStyle = inks.of(place);
    c.fillRect(lane.left, 2, room, 3);
    c.textAlign = "center";
    c.font = font(13, 600);
    c.fillStyle = inks.ink;
    c.fillText(fitting(c, label, room + 12), (lane.left + lane.right) / 2, 20);
    c.font = font(12);
    c.fillStyle = inks.soft;
    const [client, server] = [say("host.client"), say("host.server")];
    if (c.measureText(client).width + c.measureText(server).width + 12 > room + 12) continue;
    c.textAlign = "left";
    c.fillText(client, lane.left - 6, bottom - 6);
    c.textAlign = "right";
    c.fillText(server, lane.right + 6, bottom - 6);
  }
};
