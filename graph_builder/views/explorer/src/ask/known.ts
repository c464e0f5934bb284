// Names in a query that this graph does not have, and what may have been meant.  Pure.

import type { Index } from "../index.ts";
import type { Library } from "./library.ts";
import { type Fault, faultAt } from "./query.ts";
import { tokens } from "./tokens.ts";
import { near } from "./words.ts";

/** A name of this graph's own in a query that stands nowhere in the graph, and what to write instead; "" if nothing is like it. */
export interface Unknown {
  fault: Fault;
  instead: string;
}

const local = (text: string): string => text.replace(/\\(.)/g, "$1");

function declared(query: string): Map<string, string> {
  const pieces = tokens(query);
  const made = new Map<string, string>();
  pieces.forEach((token, i) => {
    const iri = pieces[i + 1];
    if (pieces[i - 1]?.text.toUpperCase() === "PREFIX" && iri?.kind === "iri")
      made.set(token.text.slice(0, -1), iri.text.slice(1, -1));
  });
  return made;
}

/** Whether an address of this graph, without its base, is one of something in it. */
export function isKnown({ data, nodes, edges, chapters }: Index, id: string): boolean {
  if (!id || id.startsWith("type/")) return true;
  if (id.startsWith("graph/")) return nodes.has(id.slice("graph/".length));
  if (nodes.has(id) || edges.has(id) || chapters.has(id) || id in data.names || id in data.places) return true;
  if (id.endsWith("-figure")) return edges.has(id.slice(0, -"-figure".length));
  return data.sources.some((one) => one.id === id) || data.passages.some((one) => one.id === id);
}

/** The names of this graph and of its vocabulary that a query has and the graph has not. */
export function unknownNames({ asking, index }: Library, query: string, find: (words: string) => string[]): Unknown[] {
  const prefixes = { ...asking.prefixes, ...Object.fromEntries(declared(query)) };
  const terms = new Map(asking.terms.map((term) => [term.name, term]));
  const made = new Map<string, Unknown>();
  for (const { kind, text, start } of tokens(query)) {
    const cut = text.indexOf(":");
    const prefix = text.slice(0, cut);
    if (kind !== "name" || made.has(text)) continue;
    const id = local(text.slice(cut + 1));
    const address = prefixes[prefix];
    if (!id) continue;
    let like: string | undefined;
    if (address === asking.vocabulary) {
      if (terms.has(id)) continue;
      const said = id.toLowerCase().replaceAll("_", "");
      const label = asking.terms.find((term) => term.label.toLowerCase().replace(/[^a-z]/g, "") === said);
      like = label?.name ?? near(id, [...terms.keys()]);
    } else if (address === index.data.base) {
      if (isKnown(index, id)) continue;
      like = near(id, [...index.nodes.keys()]) ?? find(id.replaceAll("-", " "))[0];
    } else continue;
    const instead = like === undefined ? "" : `${prefix}:${like}`;
    const remedy = instead ? `Did you mean ${instead}?` : "Look it up with the search, or let the editor complete it.";
    made.set(text, { fault: faultAt(query, start, `The graph has no ${text}.`, remedy), instead });
  }
  return [...made.values()];
}

/** The query with that name instead, wherever it stands. */
export function corrected(query: string, { fault, instead }: Unknown): string {
  const wrong = query.slice(fault.from, fault.to);
  return tokens(query).reduceRight(
    (text, token) =>
      token.kind === "name" && token.text === wrong
        ? text.slice(0, token.start) + instead + text.slice(token.start + wrong.length)
        : text,
    query,
  );
}
