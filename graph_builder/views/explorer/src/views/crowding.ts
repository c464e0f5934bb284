// How much of a crowd is drawn, and which of it lies under the pointer.

import type { Everything } from "../everything.ts";
import type { Eye } from "../gl/crowd.ts";
import type { Point } from "../layout.ts";
import type { Picture } from "./picture.ts";

/** How much room a shape has, and so how many there are; what has none is a dot.  Units: square pixels. */
const ROOM = 420;
/** At most so many lines are drawn, of those with an end in view. */
const LINES = 1500;
/** At most so many of the lines and things in view are drawn while the picture moves. */
const MOVING = { lines: 1000, things: 6000 };
/** How near to a thing the pointer has to be.  Units: pixels. */
const NEAR = 9;

/** The room that things take in the picture of everything. */
export function extentOf(nodes: readonly { x: number; y: number }[]): { x: [number, number]; y: [number, number] } {
  const made = { x: [0, 0] as [number, number], y: [0, 0] as [number, number] };
  for (const { x, y } of nodes) {
    made.x = [Math.min(made.x[0], x), Math.max(made.x[1], x)];
    made.y = [Math.min(made.y[0], -y), Math.max(made.y[1], -y)];
  }
  return made;
}

export function eyeOf({ sigma, colours }: Picture, { arranged }: Everything, moving: boolean): Eye {
  const at = (x: number, y: number): Point => sigma.graphToViewport({ x, y });
  const [origin, right, down] = [at(0, 0), at(1, 0), at(0, -1)];
  const { width, height } = sigma.getDimensions();
  const value = Number.parseInt(colours.border.slice(1), 16);
  return {
    step: [right.x - origin.x, down.y - origin.y],
    origin: [origin.x, origin.y],
    width,
    height,
    scale: sigma.scaleSize(1),
    things: moving ? MOVING.things : arranged.scene.nodes.length,
    shapes: (width * height) / ROOM,
    lines: moving ? MOVING.lines : LINES,
    border: [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255],
  };
}

/** The thing at a place on the screen; "" if there is none. */
export function pickIn({ sigma }: Picture, { grid, ids }: Everything, at: Point): string {
  const here = sigma.viewportToGraph(at);
  const beside = sigma.viewportToGraph({ x: at.x + NEAR, y: at.y });
  return ids[grid.nearest({ x: here.x, y: -here.y }, beside.x - here.x)] ?? "";
}
