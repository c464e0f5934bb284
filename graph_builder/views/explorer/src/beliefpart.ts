// The part of a very large belief map that can be drawn and read: what lies nearest to one thing, or to a way.

import type { BeliefMap, Link } from "./beliefs.ts";

/** More links than this cannot be told apart in one drawing. */
export const MOST_LINKS = 250;
/** So many of a larger map are drawn. */
const DRAWN = 60;

/** The map, or the links of it that lie nearest to where one begins; `first` are drawn in any case. */
export function partOf(map: BeliefMap, begin: string, first: ReadonlySet<string>): BeliefMap {
  if (map.links.length <= MOST_LINKS) return map;
  const at = new Map<string, Link[]>();
  for (const link of map.links)
    for (const id of new Set([link.from, link.to])) {
      const own = at.get(id);
      if (own) own.push(link);
      else at.set(id, [link]);
    }
  const most = (id: string): number => at.get(id)?.length ?? 0;
  const start = at.has(begin) ? begin : map.things.reduce((a, b) => (most(b) > most(a) ? b : a));
  const chosen = new Set(map.links.filter((link) => link.edges.some((edge) => first.has(edge.id))));
  const met = new Set([start]);
  for (const id of met) {
    for (const link of at.get(id)!) {
      if (chosen.size >= DRAWN) break;
      chosen.add(link);
      met.add(link.from).add(link.to);
    }
  }
  const links = map.links.filter((link) => chosen.has(link));
  const things = new Set(links.flatMap((link) => [link.from, link.to]));
  const edges = new Set(links.flatMap((link) => link.edges));
  return {
    ...map,
    begin: start,
    links,
    edges: map.edges.filter((edge) => edges.has(edge)),
    things: map.things.filter((id) => things.has(id)),
    stances: new Map([...map.stances].filter(([id]) => things.has(id))),
  };
}
