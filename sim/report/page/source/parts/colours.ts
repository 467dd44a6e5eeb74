/** The page's colours as canvases need them. */
export interface Colours { paper: string; raised: string; ink: string; soft: string; line: string; bad: string; strong: string; of: (place: number) => string }

const order = [1, 0, 2, 3, 4, 5, 6];

export const colours = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string): string => style.getPropertyValue(name).trim();
  const by = order.map((number) => get(`--c${number}`));
  return { paper: get("--paper"), raised: get("--raised"), ink: get("--ink"), soft: get("--soft"), line: get("--line"), bad: get("--bad"),
    strong: get("--strong"), of: (place) => by[place % by.length] ?? get("--ink") };
};

/** Makes a canvas as sharp as the screen; returns its context in CSS pixels, empty. */
export const prepare = (canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null => {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const w = Math.max(1, Math.round(width * ratio));
  const h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const c = canvas.getContext("2d");
  if (c === null) return null;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  return c;
};

export const font = (size: number, weight = 400): string =>
  `${weight} ${size}px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif`;
