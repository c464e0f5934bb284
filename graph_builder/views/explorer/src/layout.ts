// Where things stand in an overview, a fan and a web.  Same things, same room, same places.  Units: pixels from the
// middle of the picture, y downwards.

import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { FanRow } from "./scene.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Room {
  width: number;
  height: number;
}

/** A thing with the space that it and its label take: to the left and right, above and below its centre. */
export interface Box {
  id: string;
  half: number;
  above: number;
  below: number;
}

interface Body extends Box, SimulationNodeDatum {
  x: number;
  y: number;
}

/** Most height of a row in a fan, and least. */
const ROW = [46, 15] as const;
/** Narrower than this, a fan has one column and labels are short; units: pixels. */
export const NARROW = 560;

/** How many statements a fan has room for. */
export const fanSize = ({ width, height }: Room): number =>
  Math.max(6, Math.floor((height - 24) / ROW[1])) * (width < NARROW ? 1 : 2);

export interface Fan {
  places: Map<string, Point>;
  /** On which side of the middle each thing stands. */
  side: Map<string, -1 | 1>;
  step: number;
}

/** A thing in the middle, its neighbours in a column to each side, each with as many lines as it has statements. */
export function fan(centre: string, columns: readonly [FanRow[], FanRow[]], room: Room): Fan {
  const lines = (rows: readonly FanRow[]): number => rows.reduce((sum, row) => sum + row.edges.length, 0);
  const most = Math.max(1, ...columns.map(lines));
  const step = Math.min(ROW[0], Math.max(ROW[1], (room.height - 24) / most));
  const narrow = columns[0].length === 0 && room.width < NARROW;
  const places = new Map<string, Point>([[centre, { x: narrow ? 26 - room.width / 2 : 0, y: 0 }]]);
  const side = new Map<string, -1 | 1>();
  columns.forEach((rows, i) => {
    const way = i ? 1 : -1;
    const bulge = rows.length > 2 ? Math.min(70, room.width * 0.06) : 0;
    const reach = narrow ? room.width * 0.02 : Math.min(room.width * 0.2, 270);
    let top = (-lines(rows) * step) / 2;
    rows.forEach((row) => {
      const y = top + (row.edges.length * step) / 2;
      // A slight curve, like a bracket round the middle, keeps the lines apart.
      const x = reach - bulge * (y / (((lines(rows) + 1) * step) / 2)) ** 2;
      places.set(row.id, { x: way * (narrow ? reach : x), y });
      side.set(row.id, way);
      top += row.edges.length * step;
    });
  });
  return { places, side, step };
}

/** Things by force: those that are joined near each other, and no two boxes over each other. */
export function web(
  boxes: readonly Box[],
  links: readonly (readonly [string, string])[],
  room: Room,
  start: ReadonlyMap<string, Point>,
  fixed: ReadonlyMap<string, Point> = new Map(),
): Map<string, Point> {
  const bodies: Body[] = boxes.map((box, i) => {
    const at = start.get(box.id) ?? {
      x: 40 * Math.sqrt(i) * Math.cos(i * 2.4),
      y: 40 * Math.sqrt(i) * Math.sin(i * 2.4),
    };
    const pin = fixed.get(box.id);
    return { ...box, x: pin?.x ?? at.x, y: pin?.y ?? at.y, fx: pin?.x ?? null, fy: pin?.y ?? null };
  });
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const unique = new Map(
    links.filter(([a, b]) => a !== b).map(([a, b]) => [a < b ? `${a} ${b}` : `${b} ${a}`, [a, b]]),
  );
  const joins: SimulationLinkDatum<Body>[] = [...unique.values()].map(([a, b]) => ({
    source: byId.get(a!)!,
    target: byId.get(b!)!,
  }));
  const aspect = room.width / Math.max(1, room.height);
  const simulation = forceSimulation(bodies)
    .force(
      "charge",
      forceManyBody<Body>()
        .strength(-900)
        .distanceMax(0.7 * Math.max(room.width, room.height)),
    )
    .force("link", forceLink<Body, SimulationLinkDatum<Body>>(joins).distance(130).strength(0.06))
    .force("x", forceX<Body>(0).strength(0.05 / Math.max(1, aspect)))
    .force("y", forceY<Body>(0).strength(0.05 * Math.max(1, aspect)))
    .stop();
  const ticks = bodies.length > 400 ? 120 : 260;
  for (let i = 0; i < ticks; i++) {
    simulation.tick();
    if (i > ticks / 2) apart(bodies, 1);
  }
  fit(bodies, room);
  for (let i = 0; i < 160 && apart(bodies, 1); i++) hold(bodies, room);
  return new Map(bodies.map((body) => [body.id, { x: Math.round(body.x), y: Math.round(body.y) }]));
}

/** Pushes boxes that lie over each other apart, along the shorter way; whether there were any. */
function apart(bodies: Body[], share: number): boolean {
  let met = false;
  const sorted = [...bodies].sort((a, b) => a.y - a.above - (b.y - b.above));
  const tallest = Math.max(0, ...bodies.map((body) => body.above + body.below));
  for (let i = 0; i < sorted.length; i++) {
    const a = sorted[i]!;
    for (let j = i + 1; j < sorted.length; j++) {
      const b = sorted[j]!;
      if (b.y - b.above > a.y + a.below + tallest) break;
      const dx = a.half + b.half + 6 - Math.abs(a.x - b.x);
      const low = Math.min(a.y + a.below, b.y + b.below);
      const high = Math.max(a.y - a.above, b.y - b.above);
      const dy = low - high + 4;
      if (dx <= 0 || dy <= 0) continue;
      met = true;
      const [freeA, freeB] = [a.fx == null, b.fx == null];
      const parts = freeA && freeB ? [0.5, 0.5] : [Number(freeA), Number(freeB)];
      if (dx < dy * 1.5) {
        const way = a.x < b.x || (a.x === b.x && a.id < b.id) ? -1 : 1;
        a.x += way * dx * parts[0]! * share;
        b.x -= way * dx * parts[1]! * share;
      } else {
        const way = a.y + (a.below - a.above) / 2 <= b.y + (b.below - b.above) / 2 ? -1 : 1;
        a.y += way * dy * parts[0]! * share;
        b.y -= way * dy * parts[1]! * share;
      }
    }
  }
  return met;
}

/** Brings the picture to the size of the room, each direction for itself. */
function fit(bodies: Body[], room: Room): void {
  for (const [axis, size, before, after] of [
    ["x", room.width, (b: Body) => b.half, (b: Body) => b.half],
    ["y", room.height, (b: Body) => b.above, (b: Body) => b.below],
  ] as const) {
    const free = bodies.filter((body) => body.fx == null);
    if (free.length < 2) continue;
    const low = Math.min(...free.map((body) => body[axis]));
    const high = Math.max(...free.map((body) => body[axis]));
    const [margin, end] = [Math.max(...free.map(before)), Math.max(...free.map(after))];
    const wanted = Math.max(60, size - margin - end - 12);
    const scale = Math.min(1.25, wanted / Math.max(1, high - low));
    const middle = (low + high) / 2;
    for (const body of free) body[axis] = (body[axis] - middle) * scale + (margin - end) / 2;
  }
}

/** Keeps boxes inside the room. */
function hold(bodies: Body[], room: Room): void {
  const [x, y] = [room.width / 2 - 4, room.height / 2 - 4];
  for (const body of bodies) {
    if (body.fx != null) continue;
    body.x = Math.max(-x + body.half, Math.min(x - body.half, body.x));
    body.y = Math.max(-y + body.above, Math.min(y - body.below, body.y));
  }
}
