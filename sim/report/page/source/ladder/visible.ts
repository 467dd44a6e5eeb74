import { blockRows } from "../data/packets";
import type { Flights } from "../data/packets";

/** The first row that was sent at or after a moment. */
export const firstSentAfter = (packets: Flights, moment: number): number => {
  let low = 0;
  let high = packets.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((packets.sentAt[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Calls `take` with every row whose line may be seen between two moments. Blocks that ended before are passed over. */
export const eachVisible = (packets: Flights, from: number, to: number, take: (row: number) => void): void => {
  const last = firstSentAfter(packets, to);
  for (let block = 0; block * blockRows < last; ++block) {
    if ((packets.blockEnd[block] ?? 0) + packets.usualFlight < from) continue;
    const end = Math.min((block + 1) * blockRows, last);
    for (let row = block * blockRows; row < end; ++row) {
      const arrived = packets.arrivedAt[row] ?? NaN;
      const finish = Number.isNaN(arrived) ? (packets.sentAt[row] ?? 0) + packets.usualFlight : arrived;
      if (finish >= from) take(row);
    }
  }
};
