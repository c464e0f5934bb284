// A scene with a place for everything in it, ready to be drawn.  Pure but for the measure of text that it is given.

import { radius, signOf } from "./appearance.ts";
import { type Index, labelOf } from "./index.ts";
import { type Measure, wrap } from "./labels.ts";
import { type Box, fan, NARROW, type Point, type Room, web } from "./layout.ts";
import type { Edge } from "./payload.ts";
import { columns, type Scene } from "./scene.ts";

export interface Label {
  lines: string[];
  width: number;
  height: number;
}

export interface Arranged {
  scene: Scene;
  places: Map<string, Point>;
  radii: Map<string, number>;
  labels: Map<string, Label>;
  /** Parts parallel lines. */
  bends: Map<string, number>;
  /** In a fan, the side on which a thing stands. */
  side: Map<string, -1 | 1>;
  /** In a fan, the height of a row. */
  step: number;
  /** The things from the most to the least connected. */
  order: string[];
  /** The statements that bear a sign. */
  signed: Edge[];
}

export const LINE = 15;

export function arrange(
  index: Index,
  scene: Scene,
  room: Room,
  measure: Measure,
  before: ReadonlyMap<string, Point>,
  pins: Readonly<Record<string, readonly [number, number]>>,
): Arranged {
  const pinned = new Map(Object.entries(pins).map(([id, [x, y]]) => [id, { x, y }]));
  const radii = new Map<string, number>();
  for (const id of scene.nodes) radii.set(id, radius(index.nodes.get(id)!, scene.mode, scene.nodes.length));
  const made: Arranged = {
    scene,
    places: new Map(),
    radii,
    labels: new Map(),
    bends: new Map(scene.edges.map((edge) => [edge.id, edge.bend])),
    side: new Map(),
    step: 0,
    order: [...index.rank.keys()].filter((id) => radii.has(id)),
    signed: scene.edges.filter((edge) => signOf(edge) !== ""),
  };
  const centre = scene.centres[0];
  if (scene.mode === "fan" && centre) arrangeFan(index, made, centre, room, measure);
  else if (scene.mode !== "all") arrangeWeb(index, made, room, measure, before, pinned);
  else for (const id of scene.nodes) made.places.set(id, { x: index.nodes.get(id)!.x, y: index.nodes.get(id)!.y });
  for (const [id, point] of pinned) if (made.places.has(id)) made.places.set(id, point);
  return made;
}

function label(index: Index, id: string, width: number, lines: number, measure: Measure): Label {
  const rows = wrap(labelOf(index, id), width, lines, measure);
  return { lines: rows, width: Math.max(...rows.map(measure)), height: rows.length * LINE };
}

function arrangeFan(index: Index, made: Arranged, centre: string, room: Room, measure: Measure): void {
  const narrow = room.width < NARROW;
  const sides = columns(index, centre, made.scene.edges, narrow);
  const { places, side, step } = fan(centre, sides, room);
  Object.assign(made, { places, side, step });
  // What a Claim or a Figure belongs to need not be joined to it: both ends stand below and above.
  const rest = made.scene.nodes.filter((id) => !places.has(id));
  rest.forEach((id, i) => {
    places.set(id, { x: (i - (rest.length - 1) / 2) * 240, y: room.height * 0.3 });
  });
  for (const id of made.scene.nodes) {
    const rows = sides.flat().find((row) => row.id === id)?.edges.length ?? 1;
    const at = places.get(id)!;
    const way = side.get(id);
    const outside = room.width / 2 - (way ?? 1) * at.x - (made.radii.get(id) ?? 8) - 14;
    const wide = id === centre || !way ? 150 : outside;
    const lines = id === centre ? 4 : step * rows >= 2 * LINE ? 2 : 1;
    made.labels.set(id, label(index, id, wide, lines, measure));
    if (id !== centre) made.radii.set(id, Math.min(made.radii.get(id)!, Math.max(4.5, step * 0.42)));
  }
  made.radii.set(centre, Math.max(13, made.radii.get(centre)!));
  for (const row of sides.flat()) {
    row.edges.forEach((edge: Edge, i) => void made.bends.set(edge.id, i * 2 - row.edges.length + 1));
  }
}

function arrangeWeb(
  index: Index,
  made: Arranged,
  room: Room,
  measure: Measure,
  before: ReadonlyMap<string, Point>,
  pinned: ReadonlyMap<string, Point>,
): void {
  const { scene } = made;
  const widest = room.width < NARROW ? 96 : 128;
  const boxes: Box[] = scene.nodes.map((id) => {
    const text = label(index, id, widest, 3, measure);
    made.labels.set(id, text);
    const size = made.radii.get(id)!;
    return { id, half: Math.max(size, text.width / 2), above: size, below: size + 3 + text.height };
  });
  const links = scene.edges.map((edge) => [edge.from, edge.to] as const);
  const start = new Map<string, Point>();
  // From where things stand in the whole picture, so that neighbours in it remain neighbours; what was seen stays near.
  for (const id of scene.nodes) {
    const node = index.nodes.get(id)!;
    start.set(id, before.get(id) ?? { x: node.x / 8, y: node.y / 8 });
  }
  made.places = web(boxes, links, room, start, pinned);
}
