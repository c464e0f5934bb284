// The arrows of a chart of senses: which there are, and the way of each from bar to bar.  Pure; units: pixels.

import type { SenseRow } from "./senses.ts";

export interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Link {
  id: string;
  /** Whether the one grew out of the other; else they contrast. */
  grew: boolean;
  from: string;
  to: string;
  doubt: boolean;
}

/** The links between senses, each once, from the earlier to what grew out of it; doubted if all that say so are. */
export function linksOf(rows: readonly SenseRow[]): Link[] {
  const links = new Map<string, Link>();
  for (const edge of rows.flatMap((row) => [...row.from, ...row.against])) {
    const id = `${edge.relation} ${edge.from} ${edge.to}`;
    const known = links.get(id);
    if (known) known.doubt &&= edge.doubt;
    else
      links.set(id, { id, grew: edge.relation === "develops_from", from: edge.to, to: edge.from, doubt: edge.doubt });
  }
  return [...links.values()];
}

const middle = (place: Place): number => (place.left + place.right) / 2;

/** Over the chart, from bar to bar. */
export function across(from: Place, to: Place, headed: boolean): { path: string; head: string } {
  const down = from.top < to.top;
  const [x, y] = [Math.min(from.right - 4, Math.max(from.left + 4, middle(from))), down ? from.bottom : from.top];
  const [left, top] = [Math.max(to.left + 6, Math.min(to.right - 6, middle(to))), down ? to.top : to.bottom];
  const way = down ? 1 : -1;
  const tip = headed ? top - way * 8 : top;
  const bow = Math.max(18, Math.abs(tip - y) * 0.45) * way;
  const path = `M${x} ${y}C${x} ${y + bow} ${left} ${tip - bow} ${left} ${tip}`;
  return { path, head: headed ? `M${left - 5} ${tip}H${left + 5}L${left} ${top}Z` : "" };
}

/** Along the left edge, from line to line, several of them beside each other. */
export function beside(from: Place, to: Place, headed: boolean, before: number): { path: string; head: string } {
  const x = 6 + (before % 3) * 6;
  const [y, end] = [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2];
  const turn = (end > y ? 1 : -1) * 8;
  const path = `M28 ${y}H${x + 8}Q${x} ${y} ${x} ${y + turn}V${end - turn}Q${x} ${end} ${x + 8} ${end}H22`;
  return { path, head: headed ? `M22 ${end - 5}V${end + 5}L29 ${end}Z` : "" };
}
