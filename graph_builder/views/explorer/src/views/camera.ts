// Where one looks in the picture, and how it stands in the address.

export interface Camera {
  /** The middle of what is seen, in the picture from 0 to 1 each way. */
  x: number;
  y: number;
  /** How much of the picture is seen: 1 is all of it. */
  ratio: number;
}

export const HOME: Camera = { x: 0.5, y: 0.5, ratio: 1 };

/** "" where everything is seen. */
export function written({ x, y, ratio }: Camera): string {
  const parts = [x, y, ratio].map((part) => Number(part.toFixed(4)));
  return parts.join() === [HOME.x, HOME.y, HOME.ratio].join() ? "" : parts.join("_");
}

/** What cannot be read, or lies far outside of the picture, means that everything is seen. */
export function cameraOf(text: string): Camera {
  const [x = Number.NaN, y = Number.NaN, ratio = Number.NaN, ...more] = text
    .split("_")
    .map((part) => Number(part || "x"));
  const inside = Math.abs(x - 0.5) <= 5 && Math.abs(y - 0.5) <= 5 && ratio >= 0.03 && ratio <= 4;
  return inside && !more.length ? { x, y, ratio } : HOME;
}
