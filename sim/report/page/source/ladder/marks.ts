// How packets look. Shape and line tell them apart, not colour alone: the legend says the same.

export interface Line { x1: number; y1: number; x2: number; y2: number }

export const straight = (c: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Line): void => {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
};

/** A line that trembles: what it carried was damaged. */
export const trembling = (c: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Line): void => {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const steps = Math.max(6, Math.floor(length / 7));
  const ux = (x2 - x1) / (length || 1);
  const uy = (y2 - y1) / (length || 1);
  c.beginPath();
  c.moveTo(x1, y1);
  for (let i = 1; i < steps; ++i) {
    const side = i % 2 === 0 ? 3 : -3;
    c.lineTo(x1 + (x2 - x1) * (i / steps) - uy * side, y1 + (y2 - y1) * (i / steps) + ux * side);
  }
  c.lineTo(x2, y2);
  c.stroke();
};

/** Two lines beside each other: a copy that the link made. */
export const doubled = (c: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Line): void => {
  straight(c, { x1, y1: y1 - 1.75, x2, y2: y2 - 1.75 });
  straight(c, { x1, y1: y1 + 1.75, x2, y2: y2 + 1.75 });
};

export const arrowhead = (c: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Line): void => {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  c.beginPath();
  c.moveTo(x2, y2);
  c.lineTo(x2 - 8 * Math.cos(angle - 0.4), y2 - 8 * Math.sin(angle - 0.4));
  c.lineTo(x2 - 8 * Math.cos(angle + 0.4), y2 - 8 * Math.sin(angle + 0.4));
  c.closePath();
  c.fill();
};

export const cross = (c: CanvasRenderingContext2D, x: number, y: number, size = 5): void => {
  c.beginPath();
  c.moveTo(x - size, y - size);
  c.lineTo(x + size, y + size);
  c.moveTo(x + size, y - size);
  c.lineTo(x - size, y + size);
  c.stroke();
};

/** A lozenge where damaged octets arrive. */
export const lozenge = (c: CanvasRenderingContext2D, x: number, y: number): void => {
  c.beginPath();
  c.moveTo(x, y - 5);
  c.lineTo(x + 5, y);
  c.lineTo(x, y + 5);
  c.lineTo(x - 5, y);
  c.closePath();
  c.fill();
};

/** A ring where something is sent again. */
export const ring = (c: CanvasRenderingContext2D, x: number, y: number): void => {
  c.beginPath();
  c.arc(x, y, 4, 0, 2 * Math.PI);
  c.fill();
  c.stroke();
};
