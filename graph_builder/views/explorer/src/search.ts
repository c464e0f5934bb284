// Find: as you type, over labels, aliases and meanings, whatever the spelling of a Russian name.

import { type ReadonlySignal, signal } from "@preact/signals";
import MiniSearch, { type SearchOptions, type SearchResult } from "minisearch";
import type { Index } from "./index.ts";
import type { Edge, Node } from "./payload.ts";
import { folded, plain, rough, words } from "./spelling.ts";

export interface Found {
  id: string;
  /** A thing, or a statement. */
  what: "thing" | "statement";
  /** Why it was found, where its label does not show it: an alias or a meaning. */
  through: string;
  /** Nothing is spelled as asked; this is only near it. */
  near: boolean;
}

export interface Finder {
  /** How many tenths of a large graph can be found by now; the most connected things come first. */
  ready: ReadonlySignal<number>;
  find(query: string, limit?: number): Found[];
}

interface Row {
  id: string;
  label: string;
  aka: string;
  meaning: string;
  sentence: string;
}

const NAMES = new Set(["label", "aka"]);
/** Stands before the rough form of a word, so that it meets no other word. */
const ROUGH = "~";

/** A term as it stands in the index: as written, as its spellings have it in common, and names as they sound. */
const forms = (term: string, field?: string): string[] =>
  [...new Set([plain(term), folded(term), field && NAMES.has(field) ? ROUGH + rough(term) : ""])].filter(Boolean);

/** One way to search after the other, the next only if no thing was found: ever less like what was asked for. */
const STAGES: readonly SearchOptions[][] = [
  [{ processTerm: folded }],
  [
    { processTerm: folded, fuzzy: (term) => (term.length > 3 ? (term.length > 9 ? 2 : 1) : false) },
    { processTerm: (term) => ROUGH + rough(term), fuzzy: (term) => (term.length > 5 ? 1 : false), fields: [...NAMES] },
  ],
  [{ processTerm: folded, fuzzy: (term) => (term.length > 4 ? 2 : false), fields: [...NAMES] }],
  [{ processTerm: folded, combineWith: "OR" }],
];

/** Things and statements up to this many are made findable at once; more little by little, so that one can go on typing. */
const AT_ONCE = 6000;
/** So long at a time; units: milliseconds. */
const SLICE = 20;

const thingRow = (node: Node): Row => ({
  id: `t:${node.id}`,
  label: node.label,
  aka: node.aka.join(" "),
  meaning: [node.gloss, node.quote, node.note, ...node.denies].join(" "),
  sentence: "",
});

const statementRow = (edge: Edge): Row => ({
  id: `s:${edge.id}`,
  label: "",
  aka: "",
  meaning: [edge.quote, edge.note].join(" "),
  sentence: edge.sentence,
});

/** Builds the index; a few milliseconds for a thousand things, so make it when it is first needed. */
export function finderOf(index: Index): Finder {
  const known = new Map<string, string[]>();
  const engine = new MiniSearch<Row>({
    fields: ["label", "aka", "meaning", "sentence"],
    tokenize: words,
    processTerm: (term, field) => {
      const key = `${field && NAMES.has(field) ? ROUGH : ""}${term}`;
      const made = known.get(key) ?? forms(term, field);
      known.set(key, made);
      return made;
    },
  });
  const names = new Map<string, string[]>();
  const ranked = [...index.rank.keys()].map((id) => index.nodes.get(id)!).filter((node) => node.kind !== "Figure");
  const { edges } = index.data;
  const all = ranked.length + edges.length;
  const ready = signal(0);
  let done = 0;
  const grow = (): void => {
    const end = performance.now() + (all > AT_ONCE ? SLICE : Number.POSITIVE_INFINITY);
    for (; done < all && performance.now() < end; done++) {
      const node = ranked[done];
      if (node) names.set(node.id, [node.label, ...node.aka].map(joined));
      engine.add(node ? thingRow(node) : statementRow(edges[done - ranked.length]!));
    }
    ready.value = Math.floor((10 * done) / Math.max(1, all));
    if (done < all) setTimeout(grow);
    else known.clear();
  };
  grow();

  const most = Math.log2(2 + (ranked[0]?.degree ?? 0));
  const boostDocument = (id: string): number => {
    const node = id.startsWith("t:") ? index.nodes.get(id.slice(2)) : undefined;
    return node ? 1 + (0.6 * Math.log2(2 + node.degree)) / most : 0.5;
  };
  const search = (query: string, options: SearchOptions): SearchResult[] =>
    engine.search(query, {
      prefix: (term) => term.length > 1,
      boost: { label: 6, aka: 5, meaning: 1.5, sentence: 1 },
      combineWith: "AND",
      boostDocument,
      ...options,
    });

  return {
    ready,
    find(query, limit = 40) {
      if (!words(query).length) return [];
      const hits = new Map<string, Found>();
      const found: SearchResult[] = [];
      for (const [i, stage] of STAGES.entries()) {
        for (const hit of stage.flatMap((options) => search(query, options))) {
          if (hits.has(String(hit.id))) continue;
          hits.set(String(hit.id), foundOf(index, hit, i > 0));
          found.push(hit);
        }
        if (found.some((hit) => isThing(hit))) break;
      }
      const wanted = joined(query);
      const named = new Map(
        found.filter(isThing).map((hit) => [hit, likeness(wanted, names.get(String(hit.id).slice(2))!)] as const),
      );
      // Among names that begin with what was typed, the most connected comes first.
      const ranked = [...named.keys()].sort((a, b) => {
        const better = named.get(b)! - named.get(a)!;
        return better || (named.get(a) ? rankOf(index, a) - rankOf(index, b) : b.score - a.score);
      });
      const statements = found.filter((hit) => !isThing(hit));
      return [...ranked.slice(0, limit), ...statements.slice(0, limit)].map((hit) => hits.get(String(hit.id))!);
    },
  };
}

const isThing = (hit: SearchResult): boolean => String(hit.id).startsWith("t:");
const rankOf = (index: Index, hit: SearchResult): number => index.rank.get(String(hit.id).slice(2)) ?? 0;
const joined = (text: string): string => words(text).map(folded).join(" ");

/** 3: one of the names is what is wanted; 2: begins with it; 1: a word of it does; 0: none of these. */
function likeness(wanted: string, names: readonly string[]): number {
  const each = names.map((name) =>
    name === wanted ? 3 : name.startsWith(wanted) ? 2 : name.includes(` ${wanted}`) ? 1 : 0,
  );
  return Math.max(...each);
}

function foundOf(index: Index, hit: SearchResult, near: boolean): Found {
  const id = String(hit.id).slice(2);
  if (!isThing(hit)) return { id, what: "statement", through: "", near };
  const fields = new Set(Object.values(hit.match).flat());
  const node = index.nodes.get(id)!;
  let through = "";
  if (!fields.has("label")) {
    const terms = new Set(Object.keys(hit.match));
    const alias = node.aka.find((name) =>
      words(name).some((word) => forms(word, "aka").some((form) => terms.has(form))),
    );
    through = alias ?? (fields.has("meaning") ? node.gloss || node.note : "");
  }
  return { id, what: "thing", through, near };
}
