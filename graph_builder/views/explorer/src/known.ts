// A state of which everything is known here: an old or a mistyped address may name what this graph does not have.

import { MARKS } from "./filters.ts";
import type { Index } from "./index.ts";
import type { State } from "./state.ts";

export interface Known {
  state: State;
  /** What the address names in vain, each once. */
  unknown: string[];
}

export function known(index: Index, state: State): Known {
  const unknown = new Set<string>();
  const kept = (ids: readonly string[], has: (id: string) => boolean): string[] =>
    ids.filter((id) => has(id) || void unknown.add(id));
  const thing = (id: string): boolean => index.nodes.has(id);
  const marks = new Set<string>(MARKS.map((mark) => mark.id));
  const { filters } = state;
  const selected = kept([state.selected].filter(Boolean), (id) => thing(id) || index.edges.has(id));
  const pins = new Set(kept(Object.keys(state.pins), thing));
  return {
    state: {
      ...state,
      selected: selected[0] ?? "",
      open: kept(state.open, thing),
      hidden: kept(state.hidden, thing),
      pins: Object.fromEntries(Object.entries(state.pins).filter(([id]) => pins.has(id))),
      filters: {
        ...filters,
        kinds: kept(filters.kinds, (id) => index.kinds.has(id)),
        relations: kept(filters.relations, (id) => index.relations.has(id)),
        voices: kept(filters.voices, (id) => index.voices.has(id)),
        marks: kept(filters.marks, (id) => marks.has(id)),
        chapters: kept(filters.chapters, (id) => index.chapters.has(id)),
      },
    },
    unknown: [...unknown],
  };
}
