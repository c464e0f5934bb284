// Arrows over the chart of senses: from the bar of a sense to that of the one which grew out of it.

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { across, beside, linksOf, type Place } from "../sensepaths.ts";
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
  // What contrasts is drawn for the chosen sense only.
  const drawn = linksOf(rows).filter(
    ({ grew, from, to }) => places.has(from) && places.has(to) && (grew || from === selected || to === selected),
  );
  return drawn.map(({ id, grew, from, to, doubt }, i) => {
    const [start, end] = [places.get(from)!, places.get(to)!];
    const way = frame.width < NARROW ? beside(start, end, grew, i) : across(start, end, grew);
    return { id, kind: grew ? "grew" : "contrast", strong: from === selected || to === selected, doubt, ...way };
  });
}
