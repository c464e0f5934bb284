// Everything that views look up in the payload, worked out once.

import type { Data } from "./load.ts";
import type { ChapterRow, Edge, KindRow, Node, PlaceRow, RelationRow, VoiceRow, When } from "./payload.ts";
import { type Span, spanOf } from "./time.ts";

/** What is worked out for one id when somebody asks. */
export interface Lookup<T> {
  get(id: string): T | undefined;
}

export interface Index {
  data: Data;
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
  kinds: Map<string, KindRow>;
  voices: Map<string, VoiceRow>;
  relations: Map<string, RelationRow>;
  chapters: Map<string, ChapterRow>;
  /** The statements that a thing is an end of, in the payload's order: by date, the undated last. */
  touching: Lookup<Edge[]>;
  /** The statements that only mention a thing. */
  naming: Lookup<Edge[]>;
  /** The statement that a Claim or a Figure is, or belongs to. */
  within: Map<string, Edge>;
  /** The family of each relation. */
  family: Map<string, string>;
  /** Months that a statement or thing may have touched; null for the undated. */
  spans: Lookup<Span | null>;
  /** Place in the order of things from the most to the least connected, and in that order. */
  rank: Map<string, number>;
}

/** The ids that a statement names beside its two ends. */
export function mentioned(edge: Edge): string[] {
  const ids = [...edge.by, ...edge.at, ...edge.places, ...edge.via, edge.view, edge.sense, edge.role];
  return [...new Set(ids)].filter((id) => id !== "" && id !== edge.from && id !== edge.to);
}

export function indexOf(data: Data): Index {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const within = new Map<string, Edge>();
  for (const node of data.nodes) {
    const edge = node.statement ? edges.get(node.statement) : undefined;
    if (edge) within.set(node.id, edge);
  }
  // They come by id, and stay so where they have as many statements.
  const degrees = Int32Array.from(data.nodes, (node) => node.degree);
  const ranked = Array.from(degrees, (_, i) => i).sort((a, b) => degrees[b]! - degrees[a]! || a - b);
  return {
    data,
    nodes,
    edges,
    touching: joined(data, (edge) => (edge.from === edge.to ? [edge.from] : [edge.from, edge.to])),
    naming: joined(data, mentioned, () => data.whole),
    within,
    spans: spansOf(nodes, edges),
    kinds: new Map(data.kinds.map((row) => [row.id, row])),
    voices: new Map(data.voices.map((row) => [row.id, row])),
    relations: new Map(data.relations.map((row) => [row.id, row])),
    chapters: new Map(data.chapters.map((row) => [row.id, row])),
    family: new Map(data.families.flatMap((row) => row.relations.map((relation) => [relation, row.id] as const))),
    rank: new Map(ranked.map((node, i) => [data.nodes[node]!.id, i])),
  };
}

/** The statements of each thing, gathered when one is first asked for; again if more of the page has been read since. */
function joined(data: Data, idsOf: (edge: Edge) => readonly string[], read = () => true): Lookup<Edge[]> {
  let found: Map<string, Edge[]> | null = null;
  let whole = false;
  return {
    get(id) {
      if (!found || whole !== read()) {
        whole = read();
        found = new Map(data.nodes.map((node) => [node.id, []]));
        for (const edge of data.edges) for (const one of idsOf(edge)) found.get(one)?.push(edge);
      }
      return found.get(id);
    },
  };
}

/** Few dates stand for many things and statements. */
function spansOf(nodes: ReadonlyMap<string, Node>, edges: ReadonlyMap<string, Edge>): Lookup<Span | null> {
  const known = new WeakMap<When, Span | null>();
  return {
    get(id) {
      const row = nodes.get(id) ?? edges.get(id);
      if (!row?.when) return row && null;
      const span = known.get(row.when);
      if (span !== undefined) return span;
      const made = spanOf(row.when);
      known.set(row.when, made);
      return made;
    },
  };
}

/** The name of anything that a statement can name; its id if it has none. */
export const labelOf = (index: Index, id: string): string => index.nodes.get(id)?.label ?? index.data.names[id] ?? id;

export const placeOf = (index: Index, edge: Edge): PlaceRow | undefined => index.data.places[edge.passage];

/** The id of the chapter in which a statement stands; "" if in none. */
export const chapterOf = (index: Index, edge: Edge): string => index.data.reached[edge.passage] ?? "";

/** The other end of a statement. */
export const otherEnd = (edge: Edge, id: string): string => (edge.from === id ? edge.to : edge.from);

/** The statements of a thing, and for a Claim or a Figure the one that it belongs to. */
export function neighbourhood(index: Index, id: string): Edge[] {
  const own = index.touching.get(id) ?? [];
  const claim = index.within.get(id);
  return claim && !own.includes(claim) ? [...own, claim] : own;
}
