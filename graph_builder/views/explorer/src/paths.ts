// How are these two connected?  The shortest few ways from one thing to another, along statements in either direction.

import type { Edge } from "./payload.ts";

export interface Step {
  edge: Edge;
  from: string;
  to: string;
}

export type Path = Step[];

export interface PathOptions {
  /** How many paths at most. */
  most?: number;
  /** How much longer than the shortest a path may be. */
  longer?: number;
  /** Which statements may be walked along. */
  allow?: (edge: Edge) => boolean;
  /** How many steps to try before giving up. */
  patience?: number;
}

type Neighbours = (id: string) => readonly Edge[];

/**
 * The shortest paths, each thing once in each of them, parallel statements between the same two things as one path
 * through the first of them that is a fact, or the first.  Order: by length, then as the statements stand in the payload.
 */
export function paths(from: string, to: string, touching: Neighbours, options: PathOptions = {}): Path[] {
  const { most = 5, longer = 2, allow = () => true, patience = 200_000 } = options;
  if (from === to) return [];
  const steps = (id: string): Step[] => {
    const list = new Map<string, Step>();
    for (const edge of touching(id)) {
      const next = edge.from === id ? edge.to : edge.from;
      if (next === id || !allow(edge)) continue;
      const before = list.get(next)?.edge;
      if (!before || (edge.plain && !before.plain)) list.set(next, { edge, from: id, to: next });
    }
    return [...list.values()];
  };
  const left = distances(to, steps);
  const least = left.get(from);
  if (least === undefined) return [];

  const found: Path[] = [];
  let tries = 0;
  for (let length = least; length <= least + longer && found.length < most; length++) {
    const path: Path = [];
    const visited = new Set([from]);
    const walk = (id: string): void => {
      if (found.length >= most || ++tries > patience) return;
      if (id === to) {
        if (path.length === length) found.push([...path]);
        return;
      }
      for (const step of steps(id)) {
        const rest = left.get(step.to);
        if (rest === undefined || path.length + 1 + rest > length || visited.has(step.to)) continue;
        visited.add(step.to);
        path.push(step);
        walk(step.to);
        path.pop();
        visited.delete(step.to);
      }
    };
    walk(from);
  }
  return found;
}

/** How many statements each thing is away. */
function distances(start: string, steps: (id: string) => Step[]): Map<string, number> {
  const far = new Map([[start, 0]]);
  let edge = [start];
  while (edge.length) {
    const next: string[] = [];
    for (const id of edge) {
      for (const step of steps(id)) {
        if (far.has(step.to)) continue;
        far.set(step.to, far.get(id)! + 1);
        next.push(step.to);
      }
    }
    edge = next;
  }
  return far;
}
