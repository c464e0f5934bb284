// Which things and statements are shown, and how many each filter would give.

import { type Index, mentioned, placeOf } from "./index.ts";
import type { Edge, Node } from "./payload.ts";
import type { Filters } from "./state.ts";
import { isOpen, overlap } from "./time.ts";

export const MARKS = [
  { id: "doubted", label: "doubted by the author", of: (edge: Edge) => edge.doubt },
  { id: "negated", label: "said not to be so", of: (edge: Edge) => edge.negated },
  { id: "unreal", label: "intended or possible only", of: (edge: Edge) => edge.mode !== "actual" },
  {
    id: "affirmed",
    label: "none of these",
    of: (edge: Edge) => !edge.doubt && !edge.negated && edge.mode === "actual",
  },
] as const;

export interface Counts {
  kinds: Map<string, number>;
  relations: Map<string, number>;
  voices: Map<string, number>;
  marks: Map<string, number>;
  chapters: Map<string, number>;
  undated: number;
}

export interface Shown {
  /** Things of these kinds and times of which something that is shown tells, or of which nothing ever does. */
  nodes: Set<string>;
  edges: Set<string>;
  /** Statements and things whose dates only may fall into the window of time. */
  maybe: Set<string>;
  /** How many statements each option has among those that pass all filters but its own; for kinds, things. */
  counts: Counts;
}

type Facet = "kinds" | "relations" | "voices" | "marks" | "chapters" | "undated" | "time";

const marksOf = (edge: Edge): string[] => MARKS.filter((mark) => mark.of(edge)).map((mark) => mark.id);

/** A thing whose own date lies outside the window of time is not shown; one without a date is. */
function inTime(index: Index, node: Node, filters: Filters, maybe: Set<string>): boolean {
  const span = index.spans.get(node.id);
  if (!span || isOpen(filters.time)) return true;
  const how = overlap(span, filters.time);
  if (how === "maybe") maybe.add(node.id);
  return how !== "no";
}

export function shownOf(index: Index, filters: Filters): Shown {
  const off = {
    kinds: new Set(filters.kinds),
    relations: new Set(filters.relations),
    voices: new Set(filters.voices),
    marks: new Set(filters.marks),
    chapters: new Set(filters.chapters),
  };
  const maybe = new Set<string>();
  const timely = new Set(index.data.nodes.filter((node) => inTime(index, node, filters, maybe)).map((node) => node.id));
  const kindOn = (id: string): boolean => !off.kinds.has(index.nodes.get(id)?.kind ?? "");
  // While no filter of statements is on, all things are told of; the rest are looked up only where it matters.
  const sifted = [off.relations, off.voices, off.marks, off.chapters].some((set) => set.size > 0);
  const told = new Set<string>();
  /** The ends of what is shown, or would be but for the kinds. */
  const joined = new Set<string>();
  const edges = new Set<string>();
  const counts: Counts = {
    kinds: new Map(),
    relations: new Map(),
    voices: new Map(),
    marks: new Map(),
    chapters: new Map(),
    undated: 0,
  };
  const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

  for (const edge of index.data.edges) {
    const chapter = placeOf(index, edge)?.chapter ?? "";
    const marks = marksOf(edge);
    const span = index.spans.get(edge.id) ?? null;
    const failed: Facet[] = [];
    if (off.relations.has(edge.relation)) failed.push("relations");
    if (off.voices.has(edge.voice)) failed.push("voices");
    if (marks.some((mark) => off.marks.has(mark))) failed.push("marks");
    if (off.chapters.has(chapter)) failed.push("chapters");
    if (!span && !filters.undated) failed.push("undated");
    const when = span && !isOpen(filters.time) ? overlap(span, filters.time) : "yes";
    if (when === "no" || !timely.has(edge.from) || !timely.has(edge.to)) failed.push("time");
    if (sifted && failed.every((facet) => facet === "time" || facet === "undated"))
      for (const id of [edge.from, edge.to, ...mentioned(edge)]) told.add(id);
    if (!failed.length) joined.add(edge.from).add(edge.to);
    if (!kindOn(edge.from) || !kindOn(edge.to)) failed.push("kinds");
    if (failed.length > 1) continue;
    const [only] = failed;
    if (!only || only === "relations") add(counts.relations, edge.relation);
    if (!only || only === "voices") add(counts.voices, edge.voice);
    if (!only || only === "marks") for (const mark of marks) add(counts.marks, mark);
    if (!only || only === "chapters") add(counts.chapters, chapter);
    if ((!only || only === "undated") && !span) counts.undated++;
    if (only) continue;
    edges.add(edge.id);
    if (when === "maybe") maybe.add(edge.id);
  }
  const mute = (id: string): boolean => !index.touching.get(id)?.length && !index.naming.get(id)?.length;
  const dated = (id: string): boolean => filters.undated || joined.has(id) || Boolean(index.spans.get(id));
  const here = [...timely].filter((id) => dated(id) && (!sifted || told.has(id) || mute(id)));
  for (const id of here) add(counts.kinds, index.nodes.get(id)!.kind);
  const nodes = new Set(here.filter(kindOn));
  return { nodes, edges, maybe, counts };
}
