// Outlooks side by side: of what each speaks, where they contradict one another and where they agree.
// The logic is that of contradictions.rq and outlooks-compared.rq, and of the signs of links; a test says so.

import { type Index, labelOf } from "./index.ts";
import { bare, heldIn, outlooksOf } from "./outlooks.ts";
import type { Edge } from "./payload.ts";

/** How two statements of two outlooks stand to each other; "" for neither. */
export type Tie = "contradiction" | "agreement" | "";

/** What a row comes to. */
export type Verdict = "contradiction" | "difference" | "agreement" | "alone";

export interface Pair {
  tie: "contradiction" | "agreement";
  one: Edge;
  other: Edge;
}

export interface Row {
  /** The thing that is spoken of. */
  id: string;
  verdict: Verdict;
  /** For each outlook what it says: what contradicts another first; else in the payload's order. */
  cells: Edge[][];
  pairs: Pair[];
}

const FORESEEN = new Set(["expects", "believes"]);
const WISHES: Record<string, string> = {
  hopes_for: "fears",
  fears: "hopes_for",
  supports: "opposes",
  opposes: "supports",
};

/** The words "expects" and "believes in" say of a situation that it is or will be so; one of the two may deny the other. */
const family = (edge: Edge): string => (FORESEEN.has(edge.relation) ? "expects" : edge.relation);

const who = (edge: Edge): string => (edge.from === edge.view ? "" : edge.from);

/** Whether the two may speak of the same time. */
function together(index: Index, one: Edge, other: Edge): boolean {
  const [a, b] = [index.spans.get(one.id), index.spans.get(other.id)];
  return !a || !b || (a.first <= b.last && b.first <= a.last);
}

/** A purpose says nothing of what comes of it, and what may be so may also not be so. */
function comparable(one: Edge, other: Edge): boolean {
  const intended = [one, other].filter((edge) => edge.mode === "intended").length;
  return intended !== 1;
}

export function tieOf(index: Index, one: Edge, other: Edge): Tie {
  const same =
    (one.from === other.from && one.to === other.to) || (who(one) === "" && who(other) === "" && one.to === other.to);
  if (!same || !comparable(one, other) || !together(index, one, other)) return "";
  const { signs } = index.data;
  const maybe = one.mode === "possible" && other.mode === "possible";
  if (family(one) === family(other)) {
    if (one.negated === other.negated) return family(one) === "characterises" ? "" : "agreement";
    return maybe ? "" : "contradiction";
  }
  if (one.negated || other.negated || maybe) return "";
  const signed = signs[one.relation] && signs[other.relation] && signs[one.relation] !== signs[other.relation];
  return signed || WISHES[one.relation] === other.relation ? "contradiction" : "";
}

/**
 * A row for each thing of which one of the outlooks says something.  Every statement stands in the row of its object,
 * and in that of its subject where that has a row of its own or another outlook speaks of it too.
 */
export function compared(
  index: Index,
  outlooks: readonly string[],
  allow: (edge: Edge) => boolean = () => true,
): Row[] {
  const held = outlooks.map((id) =>
    heldIn(index, id).filter((edge) => !edge.to.startsWith("figure:") || edge.from !== id),
  );
  const matters = new Set<string>();
  const speakers = new Map<string, Set<number>>();
  held.forEach((edges, i) => {
    for (const edge of edges.filter(allow)) {
      matters.add(matterOf(edge));
      for (const id of [edge.from, edge.to]) {
        if (outlooks[i] !== id) speakers.set(id, (speakers.get(id) ?? new Set()).add(i));
      }
    }
  });
  for (const [id, by] of speakers) if (by.size > 1) matters.add(id);
  const rows = [...matters].map((id) => {
    const own = held.map((edges) => edges.filter((edge) => allow(edge) && (edge.to === id || edge.from === id)));
    const pairs = pairsOf(index, own);
    const cells = own.map((cell) => [...cell].sort((a, b) => weight(a, pairs) - weight(b, pairs)));
    return { id, cells, pairs, verdict: verdictOf(cells, pairs) };
  });
  return rows.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || speaker(a) - speaker(b));
}

/** In a cell first what contradicts another, then what agrees, then what the outlook itself holds of the thing. */
function weight(edge: Edge, pairs: readonly Pair[]): number {
  const ties = new Set(pairs.filter((pair) => pair.one === edge || pair.other === edge).map((pair) => pair.tie));
  return ties.has("contradiction") ? 0 : ties.has("agreement") ? 1 : edge.from === edge.view ? 2 : 3;
}

export const ORDER: readonly Verdict[] = ["contradiction", "difference", "agreement", "alone"];

/** What a statement is about: its object, or its subject where the object is a figure. */
const matterOf = (edge: Edge): string => (edge.to.startsWith("figure:") ? edge.from : edge.to);

/** The place of the first outlook that says something. */
export const speaker = (row: Row): number => row.cells.findIndex((cell) => cell.length > 0);

function pairsOf(index: Index, cells: readonly Edge[][]): Pair[] {
  const pairs: Pair[] = [];
  cells.forEach((cell, i) => {
    for (const other of cells.slice(i + 1).flat()) {
      for (const one of cell) {
        const tie = tieOf(index, one, other);
        if (tie) pairs.push({ tie, one, other });
      }
    }
  });
  return pairs;
}

/** An agreement of the row: whatever is said of the thing by one, each other that speaks of it says too. */
function verdictOf(cells: readonly Edge[][], pairs: readonly Pair[]): Verdict {
  const speaking = cells.filter((cell) => cell.length);
  if (speaking.length < 2) return "alone";
  if (pairs.some((pair) => pair.tie === "contradiction")) return "contradiction";
  const met = new Map<Edge, Set<string>>();
  for (const { one, other } of pairs) {
    met.set(one, (met.get(one) ?? new Set()).add(other.view));
    met.set(other, (met.get(other) ?? new Set()).add(one.view));
  }
  return speaking.flat().every((edge) => met.get(edge)?.size === speaking.length - 1) ? "agreement" : "difference";
}

/** What the outlook does with the thing, in a word or two: "expects", "denies", "is furthered by". */
export function stance(index: Index, edge: Edge, matter: string): string {
  const relation = index.relations.get(edge.relation);
  const not = edge.negated ? "not " : "";
  if (edge.from === edge.view) {
    if (edge.negated) return FORESEEN.has(edge.relation) ? "denies" : `does not: ${relation?.label ?? edge.label}`;
    return edge.relation === "about" ? "speaks of it" : (relation?.label ?? edge.label);
  }
  if (edge.relation === "conditional_on") {
    return edge.from === matter ? `${not}conditional` : `${not}a condition`;
  }
  const mode = edge.mode === "actual" ? "" : edge.mode === "possible" ? "may be: " : "meant: ";
  const words = edge.from === matter ? relation?.label : relation?.inverse;
  return `${edge.negated ? "not: " : ""}${mode}${words ?? edge.label}`;
}

/** What a cell says: first what the outlook does with the thing, then the words of the sentence. */
export function saying(index: Index, edge: Edge, matter: string): { stance: string; text: string; led: boolean } {
  const text = bare(index, edge);
  const at = edge.from === edge.view && !edge.negated ? text.indexOf(` ${labelOf(index, edge.to)}`) : -1;
  if (at > 0 && at < 30) return { stance: text.slice(0, at), text: text.slice(at), led: true };
  return { stance: stance(index, edge, matter), text, led: false };
}

/** Of whom a statement says the opposite, or the same, in its row: the outlooks, each once. */
export function tiedTo(row: Row, edge: Edge, tie: Pair["tie"]): string[] {
  const pairs = row.pairs.filter((pair) => pair.tie === tie && (pair.one === edge || pair.other === edge));
  return [...new Set(pairs.map((pair) => (pair.one === edge ? pair.other : pair.one).view))];
}

/** What keeps a statement from being said straight out, in words. */
export function cautions(edge: Edge): string[] {
  return [
    edge.negated ? "denied" : "",
    edge.doubt ? "the author doubts it" : "",
    edge.mode === "possible" ? "possible only" : edge.mode === "intended" ? "a purpose" : "",
  ].filter(Boolean);
}

/** Outlooks that the text sets against each other: each pair once, with its statements. */
export function contrasts(index: Index, outlooks: readonly string[]): Edge[] {
  const own = new Set(outlooks);
  return index.data.edges.filter(
    (edge) => edge.relation === "contrasts_with" && own.has(edge.from) && own.has(edge.to) && edge.from !== edge.to,
  );
}

/** The sets of two to four outlooks that the text sets against one another, each with each; the largest first. */
export function contrasted(index: Index): string[][] {
  const ids = outlooksOf(index).map((node) => node.id);
  const near = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const edge of contrasts(index, ids)) {
    near.get(edge.from)!.add(edge.to);
    near.get(edge.to)!.add(edge.from);
  }
  const grown = (set: readonly string[], from: number): string[][] => {
    const more = ids.slice(from).filter((id) => set.every((one) => near.get(one)!.has(id)));
    if (!more.length || set.length === MOST) return set.length > 1 ? [[...set]] : [];
    return more.flatMap((id) => grown([...set, id], ids.indexOf(id) + 1));
  };
  const sets = grown([], 0);
  const whole = sets.filter(
    (set) => !sets.some((other) => other.length > set.length && set.every((id) => other.includes(id))),
  );
  return whole.sort((a, b) => b.length - a.length);
}

export const MOST = 4;

/** The things that an outlook speaks of. */
const spokenOf = (index: Index, id: string): Set<string> =>
  new Set(heldIn(index, id).flatMap((edge) => [edge.from, edge.to]));

/** How many things both speak of. */
function shared(about: ReadonlyMap<string, ReadonlySet<string>>, a: string, b: string): number {
  return [...about.get(a)!].filter((id) => id !== a && id !== b && about.get(b)!.has(id)).length;
}

/**
 * What is compared first: of the outlooks that the text sets against one another, directly or by way of a third, the
 * three that speak most of the same things; two, if there are no three; the two that say most, if it contrasts none.
 */
export function atFirst(index: Index): string[] {
  const ids = outlooksOf(index).map((node) => node.id);
  const links = contrasts(index, ids);
  const about = new Map(ids.map((id) => [id, spokenOf(index, id)]));
  const tied = (a: string, b: string): boolean =>
    links.some((edge) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a));
  let best: { set: string[]; worth: number } = { set: [], worth: -1 };
  const consider = (set: string[]): void => {
    const pairs = set.flatMap((a, i) => set.slice(i + 1).map((b) => [a, b] as const));
    const ties = pairs.filter(([a, b]) => tied(a, b)).length;
    if (ties < set.length - 1) return;
    const worth = set.length * 1000 + pairs.reduce((sum, [a, b]) => sum + shared(about, a, b), 0) * 10 + ties;
    if (worth > best.worth) best = { set, worth };
  };
  const near = ids.filter((id) => links.some((edge) => edge.from === id || edge.to === id)).slice(0, 60);
  near.forEach((a, i) => {
    near.slice(i + 1).forEach((b, j) => {
      consider([a, b]);
      for (const c of near.slice(i + j + 2)) consider([a, b, c]);
    });
  });
  if (best.set.length) return best.set;
  return [...ids].sort((a, b) => about.get(b)!.size - about.get(a)!.size).slice(0, 2);
}

/**
 * One outlook alone with others to set beside it: those that the text contrasts with it, or else the one that speaks
 * most of the same things.  Two or more stay as they are.
 */
export function joined(index: Index, ids: readonly string[]): string[] {
  const [id] = ids;
  if (id === undefined) return atFirst(index);
  if (ids.length > 1) return [...ids];
  const set = contrasted(index).find((one) => one.includes(id));
  if (set) return [id, ...set.filter((other) => other !== id)];
  const all = outlooksOf(index).map((node) => node.id);
  const about = new Map(all.map((one) => [one, spokenOf(index, one)]));
  const others = all.filter((other) => other !== id).sort((a, b) => shared(about, id, b) - shared(about, id, a));
  return [id, ...others.slice(0, 1)];
}

/** The outlooks of an address: known ones, each once, at most four. */
export const chosen = (index: Index, text: string): string[] =>
  [...new Set(text.split(","))].filter((id) => index.nodes.get(id)?.kind === "Outlook").slice(0, MOST);

export const nameOf = (index: Index, row: Row): string => labelOf(index, row.id);
