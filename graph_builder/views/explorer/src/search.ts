// Find: as you type, over labels, aliases and meanings, whatever the spelling of a Russian name.

import MiniSearch, { type SearchResult } from "minisearch";
import type { Index } from "./index.ts";

export interface Found {
  id: string;
  /** A thing, or a statement. */
  what: "thing" | "statement";
  /** Why it was found, where its label does not show it: an alias or a meaning. */
  through: string;
}

/** Text in small letters, without accents and apostrophes. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}'’‘ʹʼ`]/gu, "")
    .toLowerCase();
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, "sh"],
  [/tsch|tch/g, "ch"],
  [/tz|cz/g, "ts"],
  [/kh/g, "h"],
  [/ck|c(?=[aou])/g, "k"],
  [/ph/g, "f"],
  [/w/g, "v"],
  [/[yj]/g, "i"],
  [/i([eoua])/g, "$1"],
  [/(.)\1+/g, "$1"],
];

const CARONS: Record<string, string> = { č: "ch", š: "sh", ž: "zh" };

/** A word as its many spellings have it in common: Trotzky and Trotskii, Tchitcherin and Chicherin. */
export function folded(word: string): string {
  let text = plain(
    word
      .normalize("NFC")
      .toLowerCase()
      .replace(/[čšž]/g, (sign) => CARONS[sign] ?? sign),
  );
  for (const [pattern, by] of SPELLINGS) text = text.replace(pattern, by);
  return text;
}

const words = (text: string): string[] =>
  text
    .replace(/['’‘ʹʼ`]/g, "")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

export interface Finder {
  find(query: string, limit?: number): Found[];
}

interface Row {
  id: string;
  label: string;
  aka: string;
  meaning: string;
  sentence: string;
}

/** Builds the index; a few milliseconds for a thousand things, so make it when it is first needed. */
export function finderOf(index: Index): Finder {
  const engine = new MiniSearch<Row>({
    fields: ["label", "aka", "meaning", "sentence"],
    tokenize: words,
    processTerm: (term) => [...new Set([plain(term), folded(term)])].filter((form) => form !== ""),
    searchOptions: { processTerm: folded },
  });
  const things = index.data.nodes.filter((node) => node.kind !== "Figure");
  engine.addAll(
    things.map((node) => ({
      id: `t:${node.id}`,
      label: node.label,
      aka: node.aka.join(" "),
      meaning: [node.gloss, node.quote, node.note, ...node.denies].join(" "),
      sentence: "",
    })),
  );
  engine.addAll(
    index.data.edges.map((edge) => ({
      id: `s:${edge.id}`,
      label: "",
      aka: "",
      meaning: [edge.quote, edge.note].join(" "),
      sentence: edge.sentence,
    })),
  );

  const most = Math.log2(2 + Math.max(0, ...things.map((node) => node.degree)));
  const boostDocument = (id: string): number => {
    const node = id.startsWith("t:") ? index.nodes.get(id.slice(2)) : undefined;
    return node ? 1 + (0.6 * Math.log2(2 + node.degree)) / most : 0.5;
  };
  const search = (query: string, fuzzy: boolean): SearchResult[] =>
    engine.search(query, {
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (fuzzy && term.length > 3 ? (term.length > 9 ? 2 : 1) : false),
      boost: { label: 6, aka: 5, meaning: 1.5, sentence: 1 },
      combineWith: "AND",
      boostDocument,
    });

  return {
    find(query, limit = 40) {
      if (!words(query).length) return [];
      const exact = search(query, false);
      const seen = new Set(exact.map((hit) => hit.id));
      const wide = exact.some((hit) => String(hit.id).startsWith("t:"))
        ? exact
        : [...exact, ...search(query, true).filter((hit) => !seen.has(hit.id))];
      return wide.slice(0, limit).map((hit) => found(index, String(hit.id), hit));
    },
  };
}

function found(index: Index, key: string, hit: SearchResult): Found {
  const id = key.slice(2);
  if (key.startsWith("s:")) return { id, what: "statement", through: "" };
  const fields = new Set(Object.values(hit.match).flat());
  const node = index.nodes.get(id)!;
  let through = "";
  if (!fields.has("label")) {
    const terms = new Set(Object.keys(hit.match));
    const alias = node.aka.find((name) =>
      words(name).some((word) => terms.has(plain(word)) || terms.has(folded(word))),
    );
    through = alias ?? (fields.has("meaning") ? node.gloss || node.note : "");
  }
  return { id, what: "thing", through };
}
