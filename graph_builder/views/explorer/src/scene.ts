// What the graph draws: a readable overview, the neighbourhoods of what was opened, or everything.  Pure.

import type { Shown } from "./filters.ts";
import { type Index, neighbourhood, otherEnd } from "./index.ts";
import type { Edge } from "./payload.ts";
import type { State } from "./state.ts";

export type Mode = "overview" | "fan" | "web" | "all";

export interface Scene {
  mode: Mode;
  /** What the neighbourhoods are of; in a fan the one in the middle. */
  centres: string[];
  nodes: string[];
  edges: Edge[];
  /** How many more neighbours there would be. */
  left: number;
}

/** More neighbours than this are not drawn round one thing at once; the dossier and the table have them all. */
export const MOST_IN_FAN = 70;
export const MOST_IN_WEB = 160;

/** How many things an overview of this size can name without crowding. */
export const overviewSize = (width: number, height: number): number =>
  Math.max(12, Math.min(64, Math.floor((width * height) / 13_500)));

/** `room`: how many things an overview has room for; `lines`: how many statements a fan. */
export function sceneOf(
  index: Index,
  state: State,
  shown: Shown,
  room: number,
  lines = Number.POSITIVE_INFINITY,
): Scene {
  const hidden = new Set(state.hidden);
  const on = (id: string): boolean => shown.nodes.has(id) && !hidden.has(id);
  const edgeOn = (edge: Edge): boolean => shown.edges.has(edge.id) && !hidden.has(edge.from) && !hidden.has(edge.to);
  const centres = state.open.filter((id) => index.nodes.has(id) && !hidden.has(id));
  if (state.all) return all(index, on, edgeOn);
  // The answer to a question is drawn as it is, without neighbours, until something is opened or closed.
  const only = centres.length > 1 && state.own["graph.only"] === String(state.open.length);
  return centres.length ? opened(index, centres, on, edgeOn, only, lines) : overview(index, on, edgeOn, room);
}

function all(index: Index, on: (id: string) => boolean, edgeOn: (edge: Edge) => boolean): Scene {
  const nodes = index.data.nodes.map((node) => node.id).filter(on);
  return { mode: "all", centres: [], nodes, edges: index.data.edges.filter(edgeOn), left: 0 };
}

/** The most connected things, counted by the statements that are shown. */
function overview(index: Index, on: (id: string) => boolean, edgeOn: (edge: Edge) => boolean, room: number): Scene {
  const degree = new Map<string, number>();
  const edges = index.data.edges.filter(edgeOn);
  for (const edge of edges) {
    for (const id of [edge.from, edge.to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  }
  const ranked = [...degree.keys()].filter(on).sort((a, b) => degree.get(b)! - degree.get(a)! || rankOf(index, a, b));
  const chosen = new Set(ranked.slice(0, room));
  const between = edges.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to));
  return {
    mode: "overview",
    centres: [],
    nodes: [...chosen],
    edges: between,
    left: index.data.nodes.length - chosen.size,
  };
}

const rankOf = (index: Index, a: string, b: string): number => index.rank.get(a)! - index.rank.get(b)!;

function opened(
  index: Index,
  centres: string[],
  on: (id: string) => boolean,
  edgeOn: (edge: Edge) => boolean,
  only: boolean,
  lines: number,
): Scene {
  const nodes = new Set(centres);
  const edges = new Map<string, Edge>();
  const alone = centres.length === 1;
  const most = alone ? MOST_IN_FAN : MOST_IN_WEB;
  let left = 0;
  for (const id of only ? [] : centres) {
    const all = neighbourhood(index, id).filter(edgeOn);
    for (const edge of alone && all.length > lines ? connectedFirst(index, id, all) : all) {
      const ends = [edge.from, edge.to].filter((end) => !nodes.has(end));
      if (ends.some((end) => !on(end))) continue;
      if (nodes.size + ends.length > most || (alone && edges.size >= lines)) {
        left++;
        continue;
      }
      for (const end of ends) nodes.add(end);
      edges.set(edge.id, edge);
    }
  }
  // A fan shows the statements of one thing; a web also what its things have to do with each other.
  if (centres.length > 1) {
    for (const id of nodes) {
      for (const edge of index.touching.get(id)!) {
        if (edgeOn(edge) && nodes.has(edge.from) && nodes.has(edge.to)) edges.set(edge.id, edge);
      }
    }
  }
  return { mode: centres.length === 1 ? "fan" : "web", centres, nodes: [...nodes], edges: [...edges.values()], left };
}

/** The statements with the most connected neighbours first, for where there is no room for all. */
const connectedFirst = (index: Index, id: string, edges: readonly Edge[]): Edge[] =>
  [...edges].sort((a, b) => rankOf(index, otherEnd(a, id), otherEnd(b, id)));

export interface FanRow {
  /** The neighbour, and its statements with the centre: each gets a line of its own. */
  id: string;
  edges: Edge[];
}

/**
 * The neighbours of a thing in two columns of about equal height: what is said of it by others to the left, what it
 * does or is to the right, as far as there is room; within a column by family of relation, then relation.
 */
export function columns(index: Index, centre: string, edges: readonly Edge[], narrow = false): [FanRow[], FanRow[]] {
  const rows = new Map<string, FanRow>();
  for (const edge of edges) {
    const other = otherEnd(edge, centre);
    if (other === centre || (edge.from !== centre && edge.to !== centre)) continue;
    const row = rows.get(other) ?? { id: other, edges: [] };
    row.edges.push(edge);
    rows.set(other, row);
  }
  const families = index.data.families.map((family) => family.id);
  const relations = index.data.families.flatMap((family) => family.relations);
  const order = (row: FanRow): [number, number] => {
    const relation = row.edges[0]!.relation;
    return [families.indexOf(index.family.get(relation) ?? ""), relations.indexOf(relation)];
  };
  const sorted = [...rows.values()].sort((a, b) => {
    const [one, two] = [order(a), order(b)];
    return one[0] - two[0] || one[1] - two[1] || rankOf(index, a.id, b.id);
  });
  if (narrow) return [[], sorted];
  const inward = sorted.filter((row) => row.edges.every((edge) => edge.to === centre));
  const outward = sorted.filter((row) => !inward.includes(row));
  const lines = (list: readonly FanRow[]): number => list.reduce((sum, row) => sum + row.edges.length, 0);
  const total = lines(sorted);
  const [more, fewer] = lines(inward) > lines(outward) ? [inward, outward] : [outward, inward];
  // Up to ten rows on one side are well readable; beyond that they are shared out.
  while (more.length && lines(more) > Math.max(10, Math.ceil(total / 2))) fewer.push(more.pop()!);
  return [inward, outward];
}
