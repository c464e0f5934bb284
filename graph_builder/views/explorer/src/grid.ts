// Which of very many points lies nearest, found by a grid.  Pure.

import type { Point } from "./layout.ts";

export interface Grid {
  /** The number of the nearest point within a distance; -1 if there is none. */
  nearest(at: Point, far: number): number;
}

/** A point for about every four cells. */
export function gridOf(xs: Float32Array, ys: Float32Array): Grid {
  const size = xs.length;
  const [left, top] = [least(xs), least(ys)];
  const [wide, high] = [-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - top];
  const cell = Math.max(1, Math.sqrt((wide * high) / Math.max(1, size / 2)), Math.max(wide, high) / 2000);
  const columns = Math.floor(wide / cell) + 1;
  const rows = Math.floor(high / cell) + 1;
  const cellAt = (i: number): number =>
    Math.floor((ys[i]! - top) / cell) * columns + Math.floor((xs[i]! - left) / cell);
  // Counted, then sorted by counting.
  const starts = new Int32Array(columns * rows + 1);
  for (let i = 0; i < size; i++) starts[cellAt(i) + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const next = starts.slice();
  const members = new Int32Array(size);
  for (let i = 0; i < size; i++) members[next[cellAt(i)]!++] = i;
  return {
    nearest({ x, y }, far) {
      let [best, closest] = [-1, far * far];
      const from = (value: number, begin: number, most: number): number =>
        Math.max(0, Math.min(most - 1, Math.floor((value - begin) / cell)));
      for (let row = from(y - far, top, rows); row <= from(y + far, top, rows); row++) {
        for (let column = from(x - far, left, columns); column <= from(x + far, left, columns); column++) {
          const here = row * columns + column;
          for (let k = starts[here]!; k < starts[here + 1]!; k++) {
            const i = members[k]!;
            const off = (xs[i]! - x) ** 2 + (ys[i]! - y) ** 2;
            // Of two that are as near, the later lies on top.
            if (off < closest || (off === closest && best >= 0 && i > best)) [best, closest] = [i, off];
          }
        }
      }
      return best;
    },
  };
}

const least = (values: Float32Array): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
