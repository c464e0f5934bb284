// The picture of everything in a large graph, made ready in slices: what it shows, where, and the numbers for drawing it.

import { edgeLook, type Focus, nodeLook, type Palette, radius, signOf } from "./appearance.ts";
import type { Arranged } from "./arrange.ts";
import type { Shown } from "./filters.ts";
import { type Crowd, END, THING } from "./gl/sizes.ts";
import { type Grid, gridOf } from "./grid.ts";
import type { Index } from "./index.ts";
import type { Point } from "./layout.ts";
import type { Edge } from "./payload.ts";
import { pinOf, type State } from "./state.ts";

export interface Everything {
  arranged: Arranged;
  crowd: Crowd;
  /** The things as they stand in the buffer, and where each is found. */
  ids: string[];
  at: Map<string, number>;
  grid: Grid;
}

/** Done in parts: called after each, with how much is done (0 to 1); false ends the work. */
export type Pace = (done: number) => Promise<boolean>;

const CALM: Focus = { selected: "", hover: "", near: null };
const PIECE = 1024;

/** Everything that is shown; null if it was ended. */
export async function everythingOf(
  index: Index,
  state: State,
  shown: Shown,
  palette: Palette,
  cell: ReadonlyMap<string, number>,
  unit: number,
  pace: Pace,
): Promise<Everything | null> {
  const { data, rank } = index;
  const hidden = new Set(state.hidden);
  const total = data.nodes.length + 2 * data.edges.length;
  let done = 0;
  const tell = (): Promise<boolean> => pace(Math.min(1, done / total));
  const go = (i: number): Promise<boolean> | boolean => {
    if (i % PIECE) return true;
    done += PIECE;
    return tell();
  };

  const order: string[] = [];
  let turn = 0;
  for (const id of rank.keys()) {
    if (!(await go(turn++))) return null;
    if (shown.nodes.has(id) && !hidden.has(id)) order.push(id);
  }
  const places = new Map<string, Point>();
  const radii = new Map<string, number>();
  const at = new Map<string, number>();
  const things = new Float32Array(THING * order.length);
  const faces = new Uint8Array(things.buffer);
  for (let i = 0; i < order.length; i++) {
    if (i % PIECE === 0 && !(await tell())) return null;
    const id = order[i]!;
    const node = index.nodes.get(id)!;
    const [x, y] = pinOf(state, id) ?? [node.x, node.y];
    const size = radius(node, "all", order.length);
    const look = nodeLook(index, node, CALM, palette, size, shown);
    const k = order.length - 1 - i;
    places.set(id, { x, y });
    radii.set(id, size);
    at.set(id, k);
    things.set([x, y, size * unit, cell.get(node.kind) ?? 0], THING * k);
    faces.set(bytes(look.color, look.alpha), 4 * (THING * k + 4));
  }

  const lines: Edge[] = [];
  const weights: number[] = [];
  for (let i = 0; i < data.edges.length; i++) {
    if (!(await go(i))) return null;
    const edge = data.edges[i]!;
    if (!shown.edges.has(edge.id) || !places.has(edge.from) || !places.has(edge.to)) continue;
    lines.push(edge);
    weights.push(Math.max(rank.get(edge.from)!, rank.get(edge.to)!));
  }
  const sorted = counted(weights, data.nodes.length);
  if (!(await tell())) return null;
  const ends = new Float32Array(2 * END * lines.length);
  const colours = new Uint8Array(ends.buffer);
  const bends = new Map<string, number>();
  const signed: Edge[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!(await go(i))) return null;
    const edge = lines[sorted[i]!]!;
    const look = edgeLook(index, edge, CALM, palette, "all", lines.length, shown);
    const [from, to] = [places.get(edge.from)!, places.get(edge.to)!];
    ends.set([from.x, from.y, to.x, to.y, 0, to.x, to.y, from.x, from.y], 2 * END * i);
    const colour = bytes(look.color, look.alpha);
    colours.set(colour, 4 * (2 * END * i + 4));
    colours.set(colour, 4 * (2 * END * i + 9));
    bends.set(edge.id, edge.bend);
    if (signOf(edge)) signed.push(edge);
  }
  const xs = new Float32Array(order.length);
  const ys = new Float32Array(order.length);
  for (let k = 0; k < order.length; k++) [xs[k], ys[k]] = [things[THING * k]!, things[THING * k + 1]!];
  return {
    arranged: {
      scene: { mode: "all", centres: [], nodes: order, edges: lines, left: 0 },
      places,
      radii,
      labels: new Map(),
      bends,
      side: new Map(),
      step: 0,
      order,
      signed,
    },
    crowd: { things, lines: ends },
    ids: [...order].reverse(),
    at,
    grid: gridOf(xs, ys),
  };
}

/** The numbers from 0, by their weights, which are whole numbers below `most`. */
function counted(weights: readonly number[], most: number): Uint32Array {
  const next = new Uint32Array(most + 1);
  for (const weight of weights) next[weight + 1]!++;
  for (let i = 1; i <= most; i++) next[i]! += next[i - 1]!;
  const sorted = new Uint32Array(weights.length);
  weights.forEach((weight, i) => {
    sorted[next[weight]!++] = i;
  });
  return sorted;
}

const mixed = new Map<string, readonly number[]>();

/** A colour as four bytes. */
function bytes(hex: string, alpha: number): readonly number[] {
  const key = `${hex} ${alpha}`;
  const known = mixed.get(key);
  if (known) return known;
  const value = Number.parseInt(hex.slice(1), 16);
  const made = [(value >> 16) & 255, (value >> 8) & 255, value & 255, Math.round(255 * alpha)];
  mixed.set(key, made);
  return made;
}
