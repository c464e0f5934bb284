// Which things and statements are shown, and how many each filter would give.

import { chapterOf, type Index, mentioned } from "./index.ts";
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

/** A thing whose own date lies outside the window of time is not shown; one without a date is. */
function inTime(index: Index, node: Node, filters: Filters, maybe: Set<string>): boolean {
  const span = index.spans.get(node.id);
  if (!span || isOpen(filters.time)) return true;
  const how = overlap(span, filters.time);
  if (how === "maybe") maybe.add(node.id);
  return how !== "no";
}

/** What filters ask of a statement, as numbers: so that a hundred thousand are sifted in a moment. */
interface Codes {
  /** Places in the payload's list of things. */
  from: Int32Array;
  to: Int32Array;
  relation: Int32Array;
  voice: Int32Array;
  chapter: Int32Array;
  /** Bits in the order of MARKS. */
  marks: Uint8Array;
  /** What the numbers stand for. */
  relations: string[];
  voices: string[];
  chapters: string[];
}

const coded = new WeakMap<readonly Edge[], Codes>();

function codesOf(index: Index): Codes {
  const { nodes, edges } = index.data;
  const known = coded.get(edges);
  if (known) return known;
  const at = new Map(nodes.map((node, i) => [node.id, i]));
  const numbers = (of: (edge: Edge) => string): [Int32Array, string[]] => {
    const names = new Map<string, number>();
    const column = new Int32Array(edges.length);
    edges.forEach((edge, i) => {
      const name = of(edge);
      const number = names.get(name) ?? names.size;
      if (number === names.size) names.set(name, number);
      column[i] = number;
    });
    return [column, [...names.keys()]];
  };
  const [relation, relations] = numbers((edge) => edge.relation);
  const [voice, voices] = numbers((edge) => edge.voice);
  const [chapter, chapters] = numbers((edge) => chapterOf(index, edge));
  const made: Codes = {
    from: Int32Array.from(edges, (edge) => at.get(edge.from)!),
    to: Int32Array.from(edges, (edge) => at.get(edge.to)!),
    relation,
    relations,
    voice,
    voices,
    chapter,
    chapters,
    marks: Uint8Array.from(edges, (edge) => MARKS.reduce((bits, mark, i) => bits | (Number(mark.of(edge)) << i), 0)),
  };
  coded.set(edges, made);
  return made;
}

/** The ways in which a statement can fail; a bit each. */
const [RELATION, VOICE, MARK, CHAPTER, UNDATED, TIME, KIND] = [1, 2, 4, 8, 16, 32, 64];

export function shownOf(index: Index, filters: Filters): Shown {
  const { nodes, edges } = index.data;
  const codes = codesOf(index);
  const maybe = new Set<string>();
  const timely = Uint8Array.from(nodes, (node) => Number(inTime(index, node, filters, maybe)));
  const kindsOff = new Set(filters.kinds);
  const kindOn = Uint8Array.from(nodes, (node) => Number(!kindsOff.has(node.kind)));
  const off = (names: readonly string[], filter: readonly string[]): Uint8Array =>
    Uint8Array.from(names, (name) => Number(filter.includes(name)));
  const relationOff = off(codes.relations, filters.relations);
  const voiceOff = off(codes.voices, filters.voices);
  const chapterOff = off(codes.chapters, filters.chapters);
  const marksOff = MARKS.reduce((bits, mark, i) => bits | (Number(filters.marks.includes(mark.id)) << i), 0);
  const always = isOpen(filters.time);
  // While no filter of statements is on, all things are told of; the rest are looked up only where it matters.
  const sifted = [filters.relations, filters.voices, filters.marks, filters.chapters].some((list) => list.length > 0);
  const told = new Set<string>();
  /** The ends of what is shown, or would be but for the kinds. */
  const joined = new Uint8Array(nodes.length);
  const shown = new Set<string>();
  const counted = {
    relations: new Int32Array(codes.relations.length),
    voices: new Int32Array(codes.voices.length),
    chapters: new Int32Array(codes.chapters.length),
    marks: new Int32Array(1 << MARKS.length),
    undated: 0,
  };

  for (let i = 0; i < edges.length; i++) {
    const [from, to] = [codes.from[i]!, codes.to[i]!];
    const [relation, voice, chapter, marks] = [codes.relation[i]!, codes.voice[i]!, codes.chapter[i]!, codes.marks[i]!];
    const edge = edges[i]!;
    let failed = 0;
    if (relationOff[relation]) failed |= RELATION;
    if (voiceOff[voice]) failed |= VOICE;
    if (marks & marksOff) failed |= MARK;
    if (chapterOff[chapter]) failed |= CHAPTER;
    const dated = edge.when !== null;
    if (!dated && !filters.undated) failed |= UNDATED;
    const span = dated && !always ? index.spans.get(edge.id) : null;
    const when = span ? overlap(span, filters.time) : "yes";
    if (when === "no" || !timely[from] || !timely[to]) failed |= TIME;
    if (sifted && !(failed & ~(TIME | UNDATED)))
      for (const id of [edge.from, edge.to, ...mentioned(edge)]) told.add(id);
    if (!failed) joined[from] = joined[to] = 1;
    if (!kindOn[from] || !kindOn[to]) failed |= KIND;
    // It counts for an option if nothing but that option's own filter keeps it out.
    if (!(failed & ~RELATION)) counted.relations[relation]!++;
    if (!(failed & ~VOICE)) counted.voices[voice]!++;
    if (!(failed & ~MARK)) counted.marks[marks]!++;
    if (!(failed & ~CHAPTER)) counted.chapters[chapter]!++;
    if (!(failed & ~UNDATED) && !dated) counted.undated++;
    if (failed) continue;
    shown.add(edge.id);
    if (when === "maybe") maybe.add(edge.id);
  }

  const kinds = new Map<string, number>();
  const here = new Set<string>();
  nodes.forEach((node, i) => {
    const mute = (): boolean => !index.touching.get(node.id)?.length && !index.naming.get(node.id)?.length;
    if (!timely[i] || !(filters.undated || joined[i] || node.when)) return;
    if (sifted && !told.has(node.id) && !mute()) return;
    kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
    if (kindOn[i]) here.add(node.id);
  });
  const counts: Counts = {
    kinds,
    relations: named(codes.relations, counted.relations),
    voices: named(codes.voices, counted.voices),
    chapters: named(codes.chapters, counted.chapters),
    marks: named(
      MARKS.map((mark) => mark.id),
      MARKS.map((_, i) => counted.marks.reduce((sum, many, bits) => (bits & (1 << i) ? sum + many : sum), 0)),
    ),
    undated: counted.undated,
  };
  return { nodes: here, edges: shown, maybe, counts };
}

/** How often each is there; what is not there is left out. */
const named = (names: readonly string[], many: ArrayLike<number>): Map<string, number> =>
  new Map(names.map((name, i) => [name, many[i]!] as const).filter(([, number]) => number > 0));
