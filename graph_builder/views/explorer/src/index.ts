// Everything that views look up in the payload, worked out once.

import type { ChapterRow, Edge, ExplorerPayload, KindRow, Node, PlaceRow, RelationRow, VoiceRow } from "./payload.ts";
import { type Span, spanOf } from "./time.ts";

export interface Index {
  data: ExplorerPayload;
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
  kinds: Map<string, KindRow>;
  voices: Map<string, VoiceRow>;
  relations: Map<string, RelationRow>;
  chapters: Map<string, ChapterRow>;
  /** The statements that a thing is an end of, in the payload's order: by date, the undated last. */
  touching: Map<string, Edge[]>;
  /** The statements that only mention a thing. */
  naming: Map<string, Edge[]>;
  /** The statement that a Claim or a Figure is, or belongs to. */
  within: Map<string, Edge>;
  /** The family of each relation. */
  family: Map<string, string>;
  /** Months that a statement or thing may have touched; null for the undated. */
  spans: Map<string, Span | null>;
  /** Place in the order of things from the most to the least connected, and in that order. */
  rank: Map<string, number>;
}

/** The ids that a statement names beside its two ends. */
export function mentioned(edge: Edge): string[] {
  const ids = [...edge.by, ...edge.at, ...edge.places, ...edge.via, edge.view, edge.sense, edge.role];
  return [...new Set(ids)].filter((id) => id !== "" && id !== edge.from && id !== edge.to);
}

export function indexOf(data: ExplorerPayload): Index {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const touching = new Map<string, Edge[]>(data.nodes.map((node) => [node.id, []]));
  const naming = new Map<string, Edge[]>(data.nodes.map((node) => [node.id, []]));
  const within = new Map<string, Edge>();
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  for (const edge of data.edges) {
    for (const id of new Set([edge.from, edge.to])) touching.get(id)?.push(edge);
    for (const id of mentioned(edge)) naming.get(id)?.push(edge);
  }
  const spans = new Map<string, Span | null>();
  for (const row of [...data.nodes, ...data.edges]) spans.set(row.id, spanOf(row.when));
  for (const node of data.nodes) {
    const edge = node.statement ? edges.get(node.statement) : undefined;
    if (edge) within.set(node.id, edge);
  }
  const ranked = [...data.nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  return {
    data,
    nodes,
    edges,
    touching,
    naming,
    within,
    spans,
    kinds: new Map(data.kinds.map((row) => [row.id, row])),
    voices: new Map(data.voices.map((row) => [row.id, row])),
    relations: new Map(data.relations.map((row) => [row.id, row])),
    chapters: new Map(data.chapters.map((row) => [row.id, row])),
    family: new Map(data.families.flatMap((row) => row.relations.map((relation) => [relation, row.id] as const))),
    rank: new Map(ranked.map((node, i) => [node.id, i])),
  };
}

/** The name of anything that a statement can name; its id if it has none. */
export const labelOf = (index: Index, id: string): string => index.nodes.get(id)?.label ?? index.data.names[id] ?? id;

export const placeOf = (index: Index, edge: Edge): PlaceRow | undefined => index.data.places[edge.passage];

/** The other end of a statement. */
export const otherEnd = (edge: Edge, id: string): string => (edge.from === id ? edge.to : edge.from);

/** The statements of a thing, and for a Claim or a Figure the one that it belongs to. */
export function neighbourhood(index: Index, id: string): Edge[] {
  const own = index.touching.get(id) ?? [];
  const claim = index.within.get(id);
  return claim && !own.includes(claim) ? [...own, claim] : own;
}
