// What the editor offers to complete: prefixes, relations and things of this graph, variables of the query, SPARQL's words.

import type { Index } from "../index.ts";
import type { Finder } from "../search.ts";
import type { Asking } from "./asking.ts";
import { tokens } from "./tokens.ts";
import { WORDS } from "./words.ts";

export interface Offer {
  /** What is put in. */
  label: string;
  /** What stands beside it, and what explains it. */
  detail: string;
  info: string;
  type: "class" | "property" | "relation" | "thing" | "variable" | "keyword" | "namespace";
}

const OTHERS: readonly (readonly [string, string])[] = [
  ["rdf:type", "the kind of a thing"],
  ["rdf:subject", "of a statement: what it is about"],
  ["rdf:predicate", "of a statement: its relation"],
  ["rdf:object", "of a statement: its other end"],
  ["rdf:value", "of a relation: 1 where it furthers, -1 where it hinders"],
  ["rdfs:label", "a name; of a statement, its sentence"],
  ["skos:altLabel", "another name"],
  ["skos:note", "a remark from the text"],
  ["skos:editorialNote", "a remark of the editors"],
  ["skos:definition", "what a term of the vocabulary means"],
  ["dcterms:source", "the passage on which it rests"],
  ["dcterms:isPartOf", "the chapter of a passage, the source of a chapter"],
  ["dcterms:title", "the title of a source or chapter"],
  ["foaf:page", "the public edition"],
  ["sem:hasEarliestBeginTimeStamp", "the first day on which it can have begun"],
  ["sem:hasLatestBeginTimeStamp", "the last day on which it can have begun"],
  ["sem:hasEarliestEndTimeStamp", "the first day on which it can have ended"],
  ["sem:hasLatestEndTimeStamp", "the last day on which it can have ended"],
  ["owl:Class", "a kind of thing"],
  ["xsd:date", "a day, as in “1921-03-16”^^xsd:date"],
  ["xsd:integer", "a whole number"],
];
const MOST = 40;

export interface Offers {
  asking: Asking;
  index: Index;
  finder: () => Finder;
}

const prefixOf = (asking: Asking, address: string): string =>
  Object.entries(asking.prefixes).find(([, own]) => own === address)?.[0] ?? "";

const offer = (label: string, type: Offer["type"], detail = "", info = ""): Offer => ({ label, type, detail, info });

/** What may stand where `word` is being written, the likeliest first. */
export function offersFor(from: Offers, word: string, query: string): Offer[] {
  if (/^[?$]/.test(word)) return variables(word, query);
  const cut = word.indexOf(":");
  if (cut < 0) return word.length > 1 ? [...plain(from, word), ...things(from, word, 8)] : [];
  const prefix = word.slice(0, cut);
  const local = word.slice(cut + 1);
  const { asking, index } = from;
  const address = asking.prefixes[prefix];
  if (address === asking.vocabulary) return vocabulary(from, local);
  if (address === index.data.base) return things(from, local, MOST);
  return OTHERS.filter(([name]) => name.startsWith(`${prefix}:`) && fits(name.slice(cut + 1), local)).map(
    ([name, info]) => offer(name, "property", "", info),
  );
}

const fits = (name: string, part: string): boolean => name.toLowerCase().includes(part.toLowerCase());

function variables(word: string, query: string): Offer[] {
  const found = new Map<string, number>();
  for (const { kind, text } of tokens(query)) if (kind === "variable") found.set(text, (found.get(text) ?? 0) + 1);
  // The word itself is in the query, once at least.
  const others = [...found].filter(([name, times]) => name.startsWith(word) && (name !== word || times > 1));
  return others.map(([name]) => offer(name, "variable"));
}

function plain({ asking }: Offers, word: string): Offer[] {
  const small = word.toLowerCase();
  const own = prefixOf(asking, asking.vocabulary);
  return [
    ...WORDS.filter((one) => one.toLowerCase().startsWith(small)).map((one) => offer(one, "keyword")),
    ...Object.keys(asking.prefixes)
      .filter((prefix) => prefix.startsWith(small))
      .map((prefix) => offer(`${prefix}:`, "namespace", asking.prefixes[prefix])),
    ...asking.terms
      .filter((term) => term.name.toLowerCase().startsWith(small) || term.label.toLowerCase().startsWith(small))
      .slice(0, 10)
      .map((term) => offer(`${own}:${term.name}`, term.what as Offer["type"], term.label, term.definition)),
    ...OTHERS.filter(([name]) =>
      name
        .slice(name.indexOf(":") + 1)
        .toLowerCase()
        .startsWith(small),
    ).map(([name, info]) => offer(name, "property", "", info)),
  ];
}

function vocabulary({ asking }: Offers, local: string): Offer[] {
  const own = prefixOf(asking, asking.vocabulary);
  const found = asking.terms.filter((term) => fits(term.name, local) || fits(term.label, local));
  const first = (name: string): number => Number(!name.toLowerCase().startsWith(local.toLowerCase()));
  return found
    .sort((a, b) => first(a.name) - first(b.name))
    .map((term) => offer(`${own}:${term.name}`, term.what as Offer["type"], term.label, term.definition));
}

/** Things by any of their names, whatever the spelling; without a word the most connected. */
function things({ asking, index, finder }: Offers, word: string, most: number): Offer[] {
  const prefix = prefixOf(asking, index.data.base);
  const ids = word
    ? [
        ...index.data.nodes.filter((node) => node.id.startsWith(word)).map((node) => node.id),
        ...finder()
          .find(word.replaceAll("-", " "))
          .filter((row) => row.what === "thing")
          .map((row) => row.id),
      ]
    : [...index.rank.keys()];
  return [...new Set(ids)]
    .filter((id) => /^\w[\w-]*$/.test(id))
    .slice(0, most)
    .map((id) => {
      const node = index.nodes.get(id)!;
      return offer(`${prefix}:${id}`, "thing", node.label, node.kind);
    });
}
