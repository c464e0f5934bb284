// A term's meanings: whose each was, when, what it denied, what it grew out of and who used it so.  Pure.

import type { Shown } from "./filters.ts";
import { type Index, labelOf } from "./index.ts";
import type { Edge, Node } from "./payload.ts";
import type { State } from "./state.ts";
import type { Span } from "./time.ts";

export interface SenseRow {
  node: Node;
  /** Whose it is, in the text's order; nobody's, if the author himself makes the distinction. */
  holders: string[];
  span: Span | null;
  /** Statements that use the term in this sense. */
  uses: Edge[];
  /** Statements that this sense develops from another one. */
  from: Edge[];
  /** Statements that it contrasts with another sense. */
  against: Edge[];
}

export interface Lane {
  /** Of whom, by id; "" for the author's own. */
  actor: string;
  rows: SenseRow[];
}

export interface Term {
  id: string;
  count: number;
}

/** The terms that have senses, the one with most first. */
export function termsOf(index: Index): Term[] {
  const counts = new Map<string, number>();
  for (const node of index.data.nodes) {
    if (node.kind === "Sense" && node.concept) counts.set(node.concept, (counts.get(node.concept) ?? 0) + 1);
  }
  const order = (a: Term, b: Term): number => b.count - a.count || (a.id < b.id ? -1 : 1);
  return [...counts].map(([id, count]) => ({ id, count })).sort(order);
}

/**
 * The term whose senses are shown: that of what is selected, or the one in the address, or the first of which the
 * selected actor has a sense, or that with most senses.
 */
export function termOf(index: Index, state: State, terms: readonly Term[]): string {
  const known = (id: string | undefined): boolean => terms.some((term) => term.id === id);
  const { selected, own } = state;
  const held = new Set(index.data.nodes.filter((node) => node.holders.includes(selected)).map((node) => node.concept));
  const wanted = [
    index.nodes.get(selected)?.concept,
    selected,
    own["senses.term"],
    terms.find(({ id }) => held.has(id))?.id,
  ];
  return wanted.find(known) ?? terms[0]?.id ?? "";
}

/** Whether a sense is that of somebody, or is used by them. */
export const isOf = ({ holders, uses }: SenseRow, actor: string): boolean =>
  holders.includes(actor) || uses.some((edge) => edge.from === actor || edge.by.includes(actor));

/** The month by which a sense stands in the order of time: its earliest, or where nobody knows that, its latest. */
export function orderOf(span: Span | null): number {
  if (!span) return Number.POSITIVE_INFINITY;
  return Number.isFinite(span.first) ? span.first : span.last;
}

const first = (rows: readonly SenseRow[]): number => Math.min(...rows.map((row) => orderOf(row.span)));
const compared = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/**
 * The senses of a term that pass the filters, each with its statements that do, in the order of time.  A sense all of
 * whose statements are filtered out is not shown.
 */
export function sensesOf(index: Index, shown: Shown, term: string): SenseRow[] {
  const on = (edge: Edge): boolean => shown.edges.has(edge.id);
  return index.data.nodes
    .filter((node) => node.kind === "Sense" && node.concept === term && shown.nodes.has(node.id))
    .filter((node) => {
      const own = index.touching.get(node.id) ?? [];
      return !own.length || own.some(on);
    })
    .map((node) => {
      const own = (index.touching.get(node.id) ?? []).filter(on);
      return {
        node,
        holders: node.holders,
        span: index.spans.get(node.id) ?? null,
        uses: (index.naming.get(node.id) ?? []).filter((edge) => edge.sense === node.id && on(edge)),
        from: own.filter((edge) => edge.relation === "develops_from" && edge.from === node.id && !edge.negated),
        against: own.filter((edge) => edge.relation === "contrasts_with"),
      };
    })
    .sort(
      (a, b) =>
        compared(orderOf(a.span), orderOf(b.span)) ||
        Number(b.node.first) - Number(a.node.first) ||
        compared(last(a.span), last(b.span)),
    );
}

const last = (span: Span | null): number => span?.last ?? Number.POSITIVE_INFINITY;

/** The senses by actor, the actor with the earliest first, the author's own last. */
export function lanesOf(rows: readonly SenseRow[]): Lane[] {
  const lanes = new Map<string, SenseRow[]>();
  for (const row of rows) {
    const actor = row.holders[0] ?? "";
    lanes.set(actor, [...(lanes.get(actor) ?? []), row]);
  }
  return [...lanes]
    .map(([actor, own]) => ({ actor, rows: own }))
    .sort((a, b) => Number(a.actor === "") - Number(b.actor === "") || compared(first(a.rows), first(b.rows)));
}

/** What a sense grew out of: each once, with all that is said of how, and whether the author doubts it. */
export function rootsOf(row: SenseRow): { id: string; how: string[]; doubt: boolean }[] {
  const roots = new Map<string, { id: string; how: string[]; doubt: boolean }>();
  for (const edge of row.from) {
    const root = roots.get(edge.to) ?? { id: edge.to, how: [], doubt: true };
    for (const words of [edge.how, edge.when?.words ?? ""]) if (words) root.how.push(words);
    root.doubt &&= edge.doubt;
    roots.set(edge.to, root);
  }
  return [...roots.values()];
}

/** Whole years round the known dates of all senses, with half a year to fade in and out. */
export function scaleOf(rows: readonly SenseRow[]): Span | null {
  const spans = rows.flatMap((row) => (row.span ? [row.span.first, row.span.last] : [])).filter(Number.isFinite);
  if (!spans.length) return null;
  const low = Math.floor(Math.min(...spans) / 12) * 12;
  const high = Math.floor(Math.max(...spans) / 12) * 12 + 11;
  return { first: low - 6, last: high + 6 };
}

export interface Bar {
  /** Shares of the width, 0 to 1. */
  left: number;
  right: number;
  /** Ends that the text does not know: drawn as fading. */
  openLeft: boolean;
  openRight: boolean;
}

/** Where the days that a date may mean lie on the scale. */
export function barOf(span: Span, scale: Span): Bar {
  const width = scale.last - scale.first + 1;
  const share = (month: number): number => Math.max(0, Math.min(1, (month - scale.first) / width));
  const openLeft = !Number.isFinite(span.first);
  const openRight = !Number.isFinite(span.last);
  // An open end fades out within a year and a half: it says "not known", not "until today".
  const left = openLeft ? share(Math.min(span.last, scale.last) + 1 - 18) : share(span.first);
  const right = openRight ? share(Math.max(span.first, scale.first) + 18) : share(span.last + 1);
  return openLeft && openRight ? { left: 0, right: 1, openLeft, openRight } : { left, right, openLeft, openRight };
}

/** The years of a scale, with their shares of the width. */
export function yearsOf(scale: Span): { year: number; at: number }[] {
  const years: { year: number; at: number }[] = [];
  for (let month = Math.ceil(scale.first / 12) * 12; month <= scale.last; month += 12) {
    years.push({ year: month / 12, at: (month - scale.first) / (scale.last - scale.first + 1) });
  }
  return years;
}

/** Whose sense it is and when, in a few words: "Lenin, by March 1918". */
export function nameOf(index: Index, node: Node): string {
  const whose = node.holders.map((id) => labelOf(index, id)).join(", ") || "the author's own distinction";
  return [whose, node.when?.words ?? "undated"].join(", ");
}
