// Outlooks: whose they are, what stands in them, and how a statement reads where the outlook is named above it.

import { type Index, labelOf } from "./index.ts";
import type { Edge, Node } from "./payload.ts";

export const outlooksOf = (index: Index): Node[] => index.data.nodes.filter((node) => node.kind === "Outlook");

/** What an outlook holds: the statements that stand in it, in the payload's order. */
export const heldIn = (index: Index, outlook: string): Edge[] =>
  index.data.edges.filter((edge) => edge.view === outlook);

/** What each of these is called for short: by its holders, with the date where two would be called the same. */
export function shortNames(index: Index, outlooks: readonly string[]): Map<string, string> {
  const named = (id: string): string => {
    const holders = index.nodes.get(id)?.holders ?? [];
    const few = holders.slice(0, 2).map((one) => labelOf(index, one));
    return holders.length ? few.join(", ") + (holders.length > 2 ? " and others" : "") : labelOf(index, id);
  };
  const times = new Map<string, number>();
  for (const id of outlooks) times.set(named(id), (times.get(named(id)) ?? 0) + 1);
  const dated = (id: string): string => {
    const when = index.nodes.get(id)?.when?.words;
    return times.get(named(id))! > 1 ? `${named(id)} (${when ?? labelOf(index, id)})` : named(id);
  };
  const made = new Map(outlooks.map((id) => [id, dated(id)]));
  return new Set(made.values()).size === made.size ? made : new Map(outlooks.map((id) => [id, labelOf(index, id)]));
}

/** The sentence without the words that name its own outlook. */
export function bare(index: Index, edge: Edge): string {
  const { sentence, view } = edge;
  const label = view ? labelOf(index, view) : "";
  if (!label) return sentence;
  const head = `“${label}”: `;
  const at = sentence.startsWith("In the outlook") ? sentence.indexOf(head) : -1;
  if (at >= 0) return sentence.slice(at + head.length);
  const own = edge.from === view && sentence.slice(1, label.length).toLowerCase() === label.slice(1).toLowerCase();
  return own ? sentence.slice(label.length).replace(/^[\s,]+/, "") : sentence;
}

export interface Cited {
  citation: string;
  url: string;
}

/** The same pages, the source named where it is another than before. */
export function shortened(pages: readonly Cited[]): Cited[] {
  const head = (citation: string): string => citation.slice(0, citation.lastIndexOf(", p. ") + 2);
  return pages.map((page, i) =>
    i && head(page.citation).length > 2 && head(page.citation) === head(pages[i - 1]!.citation)
      ? { ...page, citation: page.citation.slice(head(page.citation).length) }
      : page,
  );
}

export const shortPages = (index: Index, edges: readonly Edge[]): Cited[] => shortened(pagesOf(index, edges));

/** The pages of these statements, each once, in the order of the book. */
export function pagesOf(index: Index, edges: readonly Edge[]): Cited[] {
  const seen = new Map<string, Edge>();
  for (const edge of edges) if (!seen.has(edge.passage)) seen.set(edge.passage, edge);
  const at = (id: string): number => {
    const place = index.data.places[id];
    return place ? place.page * 1000 + place.paragraph : 0;
  };
  const source = (id: string): string => index.data.places[id]?.source ?? "";
  return [...seen]
    .sort(([a], [b]) => (source(a) < source(b) ? -1 : source(a) > source(b) ? 1 : at(a) - at(b)))
    .map(([, { citation, url }]) => ({ citation, url }));
}
