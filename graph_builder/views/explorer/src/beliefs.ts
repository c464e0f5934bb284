// The belief map of an outlook: what it takes to further, to hinder or to be the condition of what; the ways from one
// thing to another, and the sign of each.  The logic is that of belief-paths.rq; a test says so.

import { type Index, labelOf } from "./index.ts";
import { heldIn, outlooksOf } from "./outlooks.ts";
import type { Edge, Node } from "./payload.ts";

export const NEEDS = "conditional_on";

/** Beside the outlooks: the author's plain facts, and with them what he denies, doubts, or says of aims and chances. */
export const FACTS = "~facts";
export const AUTHOR = "~author";

/** A line of the map: all links between the same two things in the same direction. */
export interface Link {
  from: string;
  to: string;
  edges: Edge[];
}

export interface BeliefMap {
  of: string;
  /** Where a part of a larger map begins; "" for all of it. */
  begin: string;
  /** Statements that are links, in the payload's order. */
  edges: Edge[];
  links: Link[];
  /** Things at the ends of links, in the order of their first link. */
  things: string[];
  /** What the outlook itself expects, hopes, fears or denies of each thing. */
  stances: Map<string, Edge[]>;
  /** What it holds beside that. */
  rest: Edge[];
}

const STANCES = new Set(["believes", "expects", "hopes_for", "fears"]);

const isLink = (index: Index, edge: Edge): boolean => edge.relation in index.data.signs || edge.relation === NEEDS;

/** Where a line begins: a condition leads to what depends on it. */
export const tail = (edge: Edge): string => (edge.relation === NEEDS ? edge.to : edge.from);
export const head = (edge: Edge): string => (edge.relation === NEEDS ? edge.from : edge.to);

const ofWhom = (index: Index, of: string): Edge[] =>
  of === FACTS || of === AUTHOR
    ? index.data.edges.filter((edge) => edge.voice === "author" && (of === AUTHOR || edge.plain))
    : heldIn(index, of);

export function mapOf(index: Index, of: string, allow: (edge: Edge) => boolean = () => true): BeliefMap {
  const own = ofWhom(index, of).filter(allow);
  const edges = own.filter((edge) => isLink(index, edge));
  const links = new Map<string, Link>();
  const things = new Set<string>();
  for (const edge of edges) {
    const [from, to] = [tail(edge), head(edge)];
    const key = `${from}\n${to}`;
    const link = links.get(key);
    if (link) link.edges.push(edge);
    else links.set(key, { from, to, edges: [edge] });
    things.add(from).add(to);
  }
  const stances = new Map<string, Edge[]>();
  const rest: Edge[] = [];
  const outlook = of !== FACTS && of !== AUTHOR;
  for (const edge of outlook ? own : []) {
    if (isLink(index, edge)) continue;
    if (edge.from === of && STANCES.has(edge.relation) && things.has(edge.to))
      stances.set(edge.to, [...(stances.get(edge.to) ?? []), edge]);
    else rest.push(edge);
  }
  return { of, begin: "", edges, links: [...links.values()], things: [...things], stances, rest };
}

export interface Choice {
  id: string;
  node: Node;
  links: number;
}

/** The outlooks with the number of their links, those with most links first. */
export function choices(index: Index): Choice[] {
  const rows = outlooksOf(index).map((node) => ({
    id: node.id,
    node,
    links: heldIn(index, node.id).filter((edge) => isLink(index, edge)).length,
  }));
  return rows.sort((a, b) => b.links - a.links || (a.node.label < b.node.label ? -1 : 1));
}

export type Sign = "+" | "-";

export interface Chain {
  edges: Edge[];
  sign: Sign;
}

export interface Chains {
  found: Chain[];
  /** Whether there are more than were looked for. */
  more: boolean;
  /** Steps of the shortest way, however long; 0 for none. */
  shortest: number;
}

/**
 * The simple paths from one thing to another, or from a thing back to itself, of at most so many links with a sign; a
 * denied link is none.  Their sign is the product of those of their links.  Order: by length, then by the names on the
 * way, as in belief-paths.rq.
 */
export function chains(index: Index, map: BeliefMap, from: string, to: string, steps: number, most = 500): Chains {
  const { signs } = index.data;
  const out = new Map<string, Edge[]>();
  for (const edge of map.edges) {
    if (signs[edge.relation] && !edge.negated) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  }
  const far = distances(map, to, (edge) => signs[edge.relation] !== undefined && !edge.negated);
  const found: Chain[] = [];
  let more = false;
  const visited = new Set(from === to ? [] : [from]);
  const way: Edge[] = [];
  const walk = (id: string, length: number): void => {
    if (more) return;
    if (id === to && way.length) {
      if (way.length !== length) return;
      if (found.length === most) more = true;
      else found.push({ edges: [...way], sign: product(index, way) });
      return;
    }
    for (const edge of out.get(id) ?? []) {
      const left = far.get(edge.to);
      if (left === undefined || visited.has(edge.to) || way.length + 1 + left > length) continue;
      visited.add(edge.to);
      way.push(edge);
      walk(edge.to, length);
      way.pop();
      visited.delete(edge.to);
    }
  };
  for (let length = 1; length <= steps; length++) walk(from, length);
  const words = new Map(found.map((chain) => [chain, chainWords(index, chain)]));
  found.sort((a, b) => a.edges.length - b.edges.length || (words.get(a)! < words.get(b)! ? -1 : 1));
  const next = (out.get(from) ?? []).flatMap((edge) => far.get(edge.to) ?? []);
  return { found, more, shortest: next.length ? Math.min(...next) + 1 : 0 };
}

function distances(map: BeliefMap, to: string, allow: (edge: Edge) => boolean): Map<string, number> {
  const far = new Map([[to, 0]]);
  const into = new Map<string, Edge[]>();
  for (const edge of map.edges) if (allow(edge)) into.set(edge.to, [...(into.get(edge.to) ?? []), edge]);
  let rim = [to];
  while (rim.length) {
    const next: string[] = [];
    for (const id of rim) {
      for (const edge of into.get(id) ?? []) {
        if (far.has(edge.from)) continue;
        far.set(edge.from, far.get(id)! + 1);
        next.push(edge.from);
      }
    }
    rim = next;
  }
  return far;
}

const product = (index: Index, edges: readonly Edge[]): Sign =>
  edges.filter((edge) => index.data.signs[edge.relation] === "-").length % 2 ? "-" : "+";

/** The path as in belief-paths.rq: names with the signs between them. */
export const chainWords = (index: Index, chain: Chain): string =>
  chain.edges.reduce(
    (text, edge) => `${text} [${index.data.signs[edge.relation]}] ${labelOf(index, edge.to)}`,
    labelOf(index, chain.edges[0]!.from),
  );

/** What all ways together come to, in words. */
export function sumWords({ found, more, shortest }: Chains): string {
  const plus = found.filter((chain) => chain.sign === "+").length;
  const minus = found.length - plus;
  if (!found.length)
    return `No way by links with a sign. ${shortest ? `The shortest has ${shortest} steps.` : "There is none of any length."}`;
  const unsure = found.filter((chain) => chain.edges.some((edge) => edge.mode !== "actual" || edge.doubt)).length;
  const ways = (number: number): string => `${number} ${number === 1 ? "way" : "ways"}`;
  const every = found.length === 2 ? "Both ways" : `All ${found.length} ways`;
  const verb = (number: number, word: string): string => `${ways(number)} ${word}${number === 1 ? "s" : ""}`;
  const all =
    found.length === 1
      ? `One way, and it ${minus ? "hinders (−)" : "promotes (+)"}`
      : minus === 0
        ? `${every} promote (+)`
        : plus === 0
          ? `${every} hinder (−)`
          : `Mixed: ${verb(plus, "promote")} (+), ${verb(minus, "hinder")} (−)`;
  const which = unsure < found.length ? ways(unsure) : found.length === 1 ? "it goes" : "each";
  const hedged = unsure ? `; ${which} over a step that is only meant, possible or doubted` : "";
  return `${all}${hedged}.${more ? " There are more: these are the shortest." : ""}`;
}

/** What stands on a line: its sign, and the words that keep it from being a plain "+" or "−". */
export function badge(index: Index, edge: Edge): string {
  const sign = edge.relation === NEEDS ? "if" : index.data.signs[edge.relation] === "-" ? "−" : "+";
  const mode = edge.mode === "possible" ? " may" : edge.mode === "intended" ? " meant" : "";
  return `${edge.negated ? "✕ " : ""}${sign}${mode}${edge.doubt ? " ?" : ""}`;
}

/** Whether the link is less than said to be so. */
export const isUnreal = (edge: Edge): boolean => edge.negated || edge.doubt || edge.mode !== "actual";

/** What the outlook does with a thing, in a word. */
export function stanceWord(edge: Edge): string {
  const words: Record<string, string> = {
    believes: "held true",
    expects: "expected",
    hopes_for: "hoped for",
    fears: "feared",
  };
  return `${edge.negated ? "not " : ""}${words[edge.relation] ?? edge.label}`;
}
