// Answers: what the terms in them mean in this graph, and answers as CSV, JSON and Turtle.  Pure.

import { type Index, labelOf } from "../index.ts";
import type { Edge } from "../payload.ts";
import { safeUrl } from "../words.ts";
import type { Asking } from "./asking.ts";
import type { Form, Term } from "./messages.ts";
import { tokens } from "./tokens.ts";

export interface Answer {
  form: Form;
  columns: string[];
  rows: (Term | null)[][];
  yes: boolean | null;
  /** Whether there would be more rows than the limit allows. */
  cut: boolean;
  /** Units: milliseconds that the query took, without the loading of the engine. */
  took: number;
}

export type What = "thing" | "statement" | "graph" | "passage" | "term" | "link" | "text" | "number" | "empty";

/** A term as it is shown. */
export interface Cell {
  what: What;
  text: string;
  /** What a click selects; "" for nothing. */
  id: string;
  url: string;
}

/** A triple as a term has its three terms as its value. */
type Written = Term | { type: "triple"; value: { subject: Written; predicate: Written; object: Written } };

interface Sparql {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Written>[] };
}

const flat = (term: Written): Term =>
  typeof term.value === "string" ? (term as Term) : { type: "triple", value: inTurtle(term) };

function inTurtle(term: Written): string {
  if (typeof term.value !== "string") {
    const { subject, predicate, object } = term.value;
    return `<<( ${[subject, predicate, object].map(inTurtle).join(" ")} )>>`;
  }
  const { type, value, datatype, "xml:lang": lang } = term as Term;
  if (type === "uri") return `<${value}>`;
  if (type === "bnode") return `_:${value}`;
  return JSON.stringify(value) + (lang ? `@${lang}` : datatype ? `^^<${datatype}>` : "");
}

/** The answer that the engine wrote as SPARQL JSON, with at most so many rows. */
export function readRows(text: string, most: number, took: number): Answer {
  const { head, boolean, results }: Sparql = JSON.parse(text);
  if (boolean !== undefined) return { form: "truth", columns: [], rows: [], yes: boolean, cut: false, took };
  const columns = head.vars ?? [];
  const all = results?.bindings ?? [];
  const rows = all.slice(0, most).map((row) =>
    columns.map((name) => {
      const term = Object.hasOwn(row, name) ? row[name] : undefined;
      return term ? flat(term) : null;
    }),
  );
  return { form: "rows", columns, rows, yes: null, cut: all.length > most, took };
}

export const readTriples = (rows: Term[][], cut: boolean, took: number): Answer => ({
  form: "triples",
  columns: ["subject", "predicate", "object"],
  rows,
  yes: null,
  cut,
  took,
});

export interface Meaning {
  asking: Asking;
  index: Index;
  /** Citations of passages, and addresses of their pages. */
  pages: ReadonlyMap<string, { citation: string; url: string }>;
  /** Addresses of pages by their citation, and things by their name where only one has it: what texts in rows mean. */
  cited: ReadonlyMap<string, string>;
  called: ReadonlyMap<string, string>;
  /** Labels of the vocabulary's terms. */
  terms: ReadonlyMap<string, string>;
}

export function meaningOf(asking: Asking, index: Index): Meaning {
  const pages = new Map<string, { citation: string; url: string }>();
  for (const edge of index.data.edges) pages.set(edge.passage, { citation: edge.citation, url: edge.url });
  for (const row of index.data.passages) pages.set(row.id, { citation: row.citation, url: row.url });
  const called = new Map<string, string>();
  for (const { id, label } of index.data.nodes) called.set(label, called.has(label) ? "" : id);
  return {
    asking,
    index,
    pages,
    cited: new Map([...pages.values()].map(({ citation, url }) => [citation, url])),
    called,
    terms: new Map(asking.terms.map((term) => [term.name, term.label])),
  };
}

/** The part of an IRI of this graph behind its base; "" for any other. */
export function ownId({ index }: Meaning, term: Term | null): string {
  const { base } = index.data;
  if (term?.type !== "uri" || !term.value.startsWith(base)) return "";
  const id = term.value.slice(base.length);
  return id.endsWith("-figure") && index.edges.has(id.slice(0, -7)) ? `figure:${id.slice(0, -7)}` : id;
}

const cell = (what: What, text: string, id = "", url = ""): Cell => ({ what, text, id, url });

/** The name with a prefix, where one fits. */
export function prefixed(prefixes: Readonly<Record<string, string>>, iri: string): string {
  for (const [prefix, address] of Object.entries(prefixes)) {
    const local = iri.startsWith(address) ? iri.slice(address.length) : "";
    if (/^[A-Za-z_0-9]([\w-]*)$/.test(local)) return `${prefix}:${local}`;
  }
  return "";
}

export function cellOf(meaning: Meaning, term: Term | null): Cell {
  const { asking, index, pages, terms } = meaning;
  if (!term) return cell("empty", "");
  if (term.type !== "uri") return textCell(meaning, term);
  const { vocabulary, prefixes } = asking;
  if (term.value.startsWith(vocabulary)) {
    const name = term.value.slice(vocabulary.length);
    return cell("term", terms.get(name) ?? name);
  }
  const id = ownId(meaning, term);
  if (index.edges.has(id)) return cell("statement", index.edges.get(id)!.sentence, id);
  if (index.nodes.has(id)) return cell("thing", labelOf(index, id), id);
  if (index.data.names[id]) return cell("text", labelOf(index, id));
  const page = pages.get(id);
  if (page) return cell("passage", page.citation, "", safeUrl(page.url));
  if (id.startsWith("graph/")) {
    const whose = id.slice(6);
    return cell("graph", `beliefs of ${labelOf(index, whose)}`, index.nodes.has(whose) ? whose : "");
  }
  if (id.startsWith("type/") && id.length > 5) return cell("term", id.slice(5).replaceAll("-", " "));
  return cell(id ? "text" : "link", prefixed(prefixes, term.value) || term.value, "", id ? "" : safeUrl(term.value));
}

/** A literal; one that is the name of a thing of the graph, or the citation of a page, leads there. */
function textCell({ cited, called, index }: Meaning, term: Term): Cell {
  const text = term.type === "bnode" ? `_:${term.value}` : term.value;
  if (isNumber(term)) return cell("number", text);
  const id = term["xml:lang"] ? (called.get(text) ?? "") : "";
  if (index.edges.has(id)) return cell("text", text);
  if (id) return cell("thing", text, id);
  return cited.has(text) ? cell("passage", text, "", safeUrl(cited.get(text)!)) : cell("text", text);
}

const NUMBERS = /#(integer|decimal|double|float|long|int|short|byte|nonNegativeInteger|positiveInteger)$/;
const isNumber = (term: Term): boolean => term.type === "literal" && NUMBERS.test(term.datatype ?? "");

/** The statements that a row names. */
export const statementsIn = (meaning: Meaning, row: readonly (Term | null)[]): Edge[] =>
  [...new Set(row.map((term) => ownId(meaning, term)))].flatMap((id) => meaning.index.edges.get(id) ?? []);

/** What a row names that can be drawn: its things, and the ends of its statements. */
export function thingsIn(meaning: Meaning, row: readonly (Term | null)[]): string[] {
  const ids = row.map((term) => ownId(meaning, term)).filter((id) => meaning.index.nodes.has(id));
  const ends = statementsIn(meaning, row).flatMap((edge) => [edge.from, edge.to]);
  return [...new Set([...ends, ...ids])].filter((id) => !meaning.index.edges.has(id) || !ends.length);
}

/** Rows by a column: numbers as numbers, other terms as they are shown; what is empty comes last. */
export function sorted(meaning: Meaning, answer: Answer, column: number, down: boolean): number[] {
  const order = answer.rows.map((_, i) => i);
  if (column < 0 || column >= answer.columns.length) return order;
  const collator = new Intl.Collator("en", { numeric: true });
  const cells = answer.rows.map((row) => cellOf(meaning, row[column] ?? null));
  const compare = (a: Cell, b: Cell): number =>
    a.what === "number" && b.what === "number" ? Number(a.text) - Number(b.text) : collator.compare(a.text, b.text);
  return order.sort((a, b) => {
    const [one, two] = [cells[a]!, cells[b]!];
    const empty = Number(one.what === "empty") - Number(two.what === "empty");
    return empty || (down ? -compare(one, two) : compare(one, two)) || a - b;
  });
}

/**
 * The columns of names that stand beside ids of the same things, which are shown by these names anyway.  Files hold them
 * all the same.
 */
export function repeated(meaning: Meaning, { rows, columns }: Answer): Set<number> {
  const every = columns.map((_, i) => i);
  const cells = every.map((i) => rows.map((row) => cellOf(meaning, row[i] ?? null)));
  const typed = (i: number, type: Term["type"]): boolean =>
    cells[i]!.some((one) => one.text) && rows.every((row) => !row[i] || row[i].type === type);
  const ids = every.filter((i) => typed(i, "uri") && cells[i]!.every((one) => one.what !== "statement"));
  const same = (i: number, j: number): boolean =>
    cells[i]!.every((one, k) => !one.text || one.text === cells[j]![k]!.text);
  return new Set(every.filter((i) => typed(i, "literal") && ids.some((j) => same(i, j))));
}

/** The answer with its columns in the order in which the query names them, which SELECT * leaves open. */
export function inOrder(answer: Answer, query: string): Answer {
  const pieces = tokens(query);
  const star = pieces[pieces.findIndex((one) => /^select$/i.test(one.text)) + 1]?.text === "*";
  if (!star) return answer;
  const named = [...new Set(pieces.filter((one) => one.kind === "variable").map((one) => one.text.slice(1)))];
  const order = answer.columns.map((_, i) => i);
  order.sort((a, b) => named.indexOf(answer.columns[a]!) - named.indexOf(answer.columns[b]!));
  return {
    ...answer,
    columns: order.map((i) => answer.columns[i]!),
    rows: answer.rows.map((row) => order.map((i) => row[i]!)),
  };
}
