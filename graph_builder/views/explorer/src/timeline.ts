// What stands on the time line and in which lane: things with dates, offices held, statements by voice; and what is known
// of the order of things that have no date.

import type { Shown } from "./filters.ts";
import { type Index, labelOf, mentioned } from "./index.ts";
import type { Edge, Node } from "./payload.ts";
import { reach, type Shape, shapeFor } from "./timeline_shape.ts";
import { voiceWords } from "./words.ts";

export interface Item {
  /** The id of a thing or statement. */
  id: string;
  lane: string;
  label: string;
  /** The date in words; "" for the undated. */
  words: string;
  /** Voice, doubt and denial, in words; "" for what the author simply says. */
  said: string;
  shape: Shape | null;
  kind: string;
  voice: string;
  /** The more connected come first. */
  weight: number;
}

export interface Lane {
  id: string;
  title: string;
  /** Its name at its switch. */
  short: string;
  /** Whether it is on where the address says nothing. */
  usual: boolean;
}

const HELD = "holds_office";
const LANE_OF: Record<string, string> = { Event: "events", Document: "documents", Office: "offices" };
/** Kinds that have a date by their nature, so that one without is an undated one. */
const DATED = new Set(["Event", "Document", "Sense", "Outlook"]);
/** These are statements, or belong to one. */
const WITHIN = new Set(["Claim", "Figure"]);

export function lanesOf(index: Index): Lane[] {
  return [
    { id: "events", title: "Events", short: "Events", usual: true },
    { id: "documents", title: "Documents", short: "Documents", usual: true },
    { id: "offices", title: "Offices held", short: "Offices", usual: true },
    { id: "others", title: "Meanings and outlooks", short: "Meanings, outlooks", usual: true },
    ...index.data.voices.map((voice) => ({
      id: voice.id,
      title: `Statements: ${voice.label}`,
      short: voice.label,
      usual: false,
    })),
  ];
}

/** Everything that can stand on the time line, the undated included; each thing and statement once. */
export function itemsOf(index: Index): Item[] {
  const things = index.data.nodes.filter(
    (node) => !WITHIN.has(node.kind) && (node.when !== null || DATED.has(node.kind)),
  );
  return [
    ...things.map((node) => thingItem(index, node)),
    ...index.data.edges.map((edge) => statementItem(index, edge)),
  ];
}

function thingItem(index: Index, node: Node): Item {
  return {
    id: node.id,
    lane: LANE_OF[node.kind] ?? "others",
    label: node.label,
    words: node.when?.words ?? "",
    said: node.certainty ? `doubted: ${node.hedge || node.certainty}` : "",
    shape: node.when ? shapeFor(node.when, index.data.dates) : null,
    kind: node.kind,
    voice: "",
    weight: node.degree,
  };
}

function statementItem(index: Index, edge: Edge): Item {
  const held = edge.relation === HELD;
  const marks = [
    voiceWords(index, edge),
    edge.negated ? "denied" : "",
    edge.doubt ? "doubted" : "",
    edge.mode === "actual" ? "" : edge.mode,
  ];
  return {
    id: edge.id,
    lane: held ? "offices" : edge.voice,
    label: held && !edge.negated ? `${labelOf(index, edge.from)}: ${labelOf(index, edge.to)}` : bare(edge),
    words: edge.when?.words ?? "",
    said: marks.filter(Boolean).join(", "),
    shape: edge.when ? shapeFor(edge.when, index.data.dates) : null,
    kind: "",
    voice: edge.voice,
    weight: (index.nodes.get(edge.from)?.degree ?? 0) + (index.nodes.get(edge.to)?.degree ?? 0),
  };
}

/** The sentence without the date, which stands beside it, and without its full stop. */
function bare(edge: Edge): string {
  const text = edge.sentence.replace(/\.$/, "");
  const said = edge.when?.words.replace(/ \((.*)\)$/, ", $1") ?? "";
  for (const end of said ? [` (${said})`, `; ${said})`] : [])
    if (text.endsWith(end)) return text.slice(0, -end.length) + (end.startsWith(";") ? ")" : "");
  return text;
}

/** Those that pass the filters. */
export const passing = (items: readonly Item[], shown: Shown): Item[] =>
  items.filter((item) => (item.voice ? shown.edges : shown.nodes).has(item.id));

/** In order of time: by the first day that a date may have touched, or the last where there is no first; undated last. */
export function inOrder(items: readonly Item[]): Item[] {
  const key = (item: Item): number => (item.shape ? reach(item.shape).from : Number.MAX_VALUE);
  const wide = (item: Item): number => (item.shape ? reach(item.shape).to : 0);
  return [...items].sort((a, b) => key(a) - key(b) || wide(a) - wide(b) || (a.id < b.id ? -1 : 1));
}

/** The things and statements that have to do with the selected one, itself included. */
export function relatedTo(index: Index, id: string): Set<string> {
  const found = new Set<string>();
  const edge = index.edges.get(id);
  if (!edge && !index.nodes.has(id)) return found;
  found.add(id);
  const add = (other: Edge): void => {
    for (const one of [other.id, other.from, other.to]) found.add(one);
  };
  for (const other of [...(index.touching.get(id) ?? []), ...(index.naming.get(id) ?? [])]) add(other);
  if (edge) for (const one of [edge.from, edge.to, ...mentioned(edge)]) found.add(one);
  return found;
}

/** Statements that tell which of two things came first: the earlier one is the `from` of each pair. */
export function orderOf(edge: Edge): { earlier: string; later: string } | null {
  if (edge.negated) return null;
  if (edge.relation === "precedes") return { earlier: edge.from, later: edge.to };
  if (edge.relation === "develops_from" || edge.relation === "succeeds") return { earlier: edge.to, later: edge.from };
  return null;
}

export interface Order {
  /** Undated things that lie before or after dated ones, with the bounds that follow. */
  placed: Item[];
  /** The statements that tell an order in which an undated thing takes part, in any voice. */
  told: Edge[];
}

/** What the statements that are shown tell of the order of undated things.  Only plain facts give bounds. */
export function order(index: Index, shown: Shown): Order {
  const dated = (id: string): Shape | null => {
    const when = index.nodes.get(id)?.when;
    return when ? shapeFor(when, index.data.dates) : null;
  };
  const rows = index.data.edges
    .filter((edge) => shown.edges.has(edge.id))
    .map((edge) => ({ edge, pair: orderOf(edge) }))
    .filter(({ pair }) => pair !== null && (!dated(pair.earlier) || !dated(pair.later)));
  const pairs = rows.filter(({ edge }) => edge.plain).map(({ pair }) => pair!);
  const low = new Map<string, { day: number; of: string }>();
  const high = new Map<string, { day: number; of: string }>();
  for (let round = 0, changed = true; changed && round <= pairs.length; round++) {
    changed = false;
    for (const { earlier, later } of pairs) {
      const [a, b] = [dated(earlier), dated(later)];
      const from = a ? { day: a.first, of: earlier } : low.get(earlier);
      const to = b ? { day: Number.isFinite(b.begun) ? b.begun : b.last, of: later } : high.get(later);
      if (!b && from && Number.isFinite(from.day) && from.day > (low.get(later)?.day ?? Number.NEGATIVE_INFINITY)) {
        low.set(later, from);
        changed = true;
      }
      if (!a && to && Number.isFinite(to.day) && to.day < (high.get(earlier)?.day ?? Number.POSITIVE_INFINITY)) {
        high.set(earlier, to);
        changed = true;
      }
    }
  }
  const ids = [...new Set([...low.keys(), ...high.keys()])].sort();
  const placed = ids.map((id): Item => {
    const [after, before] = [low.get(id), high.get(id)];
    const words = [
      after ? `after ${labelOf(index, after.of)}` : "",
      before ? `before ${labelOf(index, before.of)}` : "",
    ];
    const node = index.nodes.get(id);
    const [first, last] = [after?.day ?? Number.NEGATIVE_INFINITY, before?.day ?? Number.POSITIVE_INFINITY];
    return {
      id,
      lane: "order",
      label: labelOf(index, id),
      words: words.filter(Boolean).join(", "),
      said: "no date in the text",
      shape: {
        first,
        last,
        begun: last,
        lasted: first,
        left: after ? "known" : "unknown",
        right: before ? "known" : "unknown",
        interval: false,
        about: false,
        perhaps: true,
        inferred: false,
      },
      kind: node?.kind ?? "",
      voice: "",
      weight: node?.degree ?? 0,
    };
  });
  return { placed: placed.filter((item) => shown.nodes.has(item.id)), told: rows.map(({ edge }) => edge) };
}
