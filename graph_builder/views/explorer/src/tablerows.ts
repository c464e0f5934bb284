// The rows of the table: which, in what order, and which of very many stand in the page.  Pure.

import { type Index, labelOf } from "./index.ts";
import type { Edge } from "./payload.ts";
import { plain } from "./spelling.ts";

export type Column = "subject" | "relation" | "object" | "date" | "voice" | "page";

/** The statements by a column; in their own order where it is none. */
export function sorted(index: Index, edges: readonly Edge[], by: string, down: boolean): readonly Edge[] {
  const key: Record<Column, (edge: Edge) => string> = {
    subject: (edge) => labelOf(index, edge.from),
    relation: (edge) => edge.label,
    object: (edge) => labelOf(index, edge.to),
    date: (edge) => (edge.when ? edge.when.earliest || "0" : "\uffff"),
    voice: (edge) => edge.voice,
    page: (edge) => edge.passage,
  };
  if (!Object.hasOwn(key, by)) return edges;
  const of = key[by as Column];
  // Words are compared once each, rows by numbers.
  const words = edges.map(of);
  const collator = new Intl.Collator("en", { numeric: true });
  const distinct = [...new Set(words)];
  distinct.sort(by === "date" ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : collator.compare);
  const rank = new Map<string, number>();
  let place = -1;
  distinct.forEach((word, i) => {
    const same = i > 0 && by !== "date" && collator.compare(distinct[i - 1]!, word) === 0;
    if (!same) place++;
    rank.set(word, place);
  });
  const ranks = Int32Array.from(words, (word) => rank.get(word)!);
  const order = Array.from(ranks, (_, i) => i).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  if (down) order.reverse();
  return order.map((i) => edges[i]!);
}

const known = new WeakMap<Edge, string>();

/** Whether a statement's sentence holds some words, in whatever case and with whatever accents. */
export function holds(edge: Edge, wanted: string): boolean {
  if (!wanted) return true;
  const said = known.get(edge) ?? plain(edge.sentence);
  known.set(edge, said);
  return said.includes(wanted);
}

export interface Window {
  first: number;
  last: number;
}

/** The rows to put into the page where one looks at so many pixels of rows of about this height: some more each way. */
export function windowOf(top: number, high: number, row: number, rows: number, more = 40): Window {
  const first = Math.max(0, Math.min(rows, Math.floor(top / row) - more));
  return { first, last: Math.min(rows, Math.ceil((top + high) / row) + more) };
}
