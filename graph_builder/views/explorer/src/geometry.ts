// The course of a statement's line: a cubic curve between two things, the same here (for labels) and in gl/edge.vert.glsl.
// Units: pixels, y downwards.

import type { Point } from "./layout.ts";

export type Curve = readonly [Point, Point, Point, Point];

/**
 * The four points of the curve.  `bend` parts parallel lines to both sides; `level`: it leaves and arrives level, as in
 * a fan; a line from a thing to itself is a loop above it.
 */
export function curve(from: Point, to: Point, bend: number, level: boolean, size = 0): Curve {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < 1) {
    const out = 26 + size + 9 * Math.abs(bend);
    return [from, { x: from.x - out, y: from.y - out * 1.5 }, { x: to.x + out, y: to.y - out * 1.5 }, to];
  }
  if (level) {
    const spread = bend * 9;
    return [from, { x: from.x + dx * 0.55, y: from.y + spread }, { x: to.x - dx * 0.45, y: to.y + spread }, to];
  }
  const by = bend * 0.11;
  const [nx, ny] = [-dy * by * 1.34, dx * by * 1.34];
  return [
    from,
    { x: from.x + dx / 3 + nx, y: from.y + dy / 3 + ny },
    { x: from.x + (2 * dx) / 3 + nx, y: from.y + (2 * dy) / 3 + ny },
    to,
  ];
}

export function pointAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}
