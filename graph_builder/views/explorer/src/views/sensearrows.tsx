// Arrows over the chart of senses: from the bar of a sense to that of the one which grew out of it.

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { SenseRow } from "../senses.ts";

interface Line {
  id: string;
  kind: "grew" | "contrast";
  path: string;
  head: string;
  strong: boolean;
  doubt: boolean;
}

interface Props {
  box: RefObject<HTMLDivElement | null>;
  rows: readonly SenseRow[];
  selected: string;
}

export function SenseArrows({ box, rows, selected }: Props) {
  const [lines, setLines] = useState<Line[]>([]);
  const key = JSON.stringify([selected, rows.map((row) => [row.node.id, row.from.length, row.against.length])]);

  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const draw = (): void => setLines(linesOf(current, rows, selected));
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(current);
    for (const line of current.querySelectorAll("tr")) resized.observe(line);
    return () => resized.disconnect();
  }, [box, key]);

  return (
    <svg class="arrows" aria-hidden="true">
      {lines.map((line) => (
        <g key={line.id} class={`${line.kind}${line.strong ? " strong" : ""}${line.doubt ? " doubt" : ""}`}>
          <path d={line.path} />
          {line.head ? <path class="head" d={line.head} /> : null}
        </g>
      ))}
    </svg>
  );
}

/** Narrower than this, senses stand below each other and arrows run beside them; as in senses.css.  Units: pixels. */
const NARROW = 608;

interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function linesOf(box: HTMLElement, rows: readonly SenseRow[], selected: string): Line[] {
  const frame = box.getBoundingClientRect();
  const places = new Map<string, Place>();
  for (const bar of box.querySelectorAll<HTMLElement>("[data-sense]")) {
    const { left, right, top, bottom } = bar.getBoundingClientRect();
    if (right === left) continue;
    places.set(bar.dataset.sense ?? "", {
      left: left - frame.left,
      right: right - frame.left,
      top: top - frame.top,
      bottom: bottom - frame.top,
    });
  }
  const lines = new Map<string, Line>();
  for (const row of rows) {
    for (const edge of [...row.from, ...row.against]) {
      const grew = edge.relation === "develops_from";
      const strong = edge.from === selected || edge.to === selected;
      const [from, to] = [places.get(edge.to), places.get(edge.from)];
      // What contrasts is drawn for the chosen sense only; what grew, once for two statements that say so.
      const id = `${edge.relation} ${edge.from} ${edge.to}`;
      if (!from || !to || lines.has(id) || (!grew && !strong)) continue;
      const way = frame.width < NARROW ? beside(from, to, grew, lines.size) : across(from, to, grew);
      lines.set(id, { id, kind: grew ? "grew" : "contrast", strong, doubt: edge.doubt, ...way });
    }
  }
  return [...lines.values()];
}

const middle = (place: Place): number => (place.left + place.right) / 2;

/** Over the chart, from bar to bar. */
function across(from: Place, to: Place, headed: boolean): { path: string; head: string } {
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
function beside(from: Place, to: Place, headed: boolean, before: number): { path: string; head: string } {
  const x = 6 + (before % 3) * 6;
  const [y, end] = [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2];
  const turn = (end > y ? 1 : -1) * 8;
  const path = `M28 ${y}H${x + 8}Q${x} ${y} ${x} ${y + turn}V${end - turn}Q${x} ${end} ${x + 8} ${end}H22`;
  return { path, head: headed ? `M22 ${end - 5}V${end + 5}L29 ${end}Z` : "" };
}
