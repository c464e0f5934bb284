// The chart of senses as an SVG that stands alone: whose each sense is, when, what was meant and what not, with its pages.

import { type Index, labelOf } from "./index.ts";
import type { Measure } from "./labels.ts";
import { shortened } from "./outlooks.ts";
import type { Edge } from "./payload.ts";
import { across, linksOf, type Place } from "./sensepaths.ts";
import { barOf, lanesOf, nameOf, rootsOf, type SenseRow, scaleOf, yearsOf } from "./senses.ts";
import { citationsOf, type Mark } from "./share/foot.ts";
import { PAPER } from "./share/paper.ts";
import { block, type Run, sheet } from "./share/sheet.ts";
import { attributes, escaped, halo, text } from "./share/xml.ts";
import type { Span } from "./time.ts";
import { count } from "./words.ts";

const WHOSE = 190;
const WHEN = { x: 205, width: 370 };
const MEANT = { x: 605, width: 555 };
const WIDTH = 1160;
const HEAD = 30;
const BAR = 13;
const LINE = "#d8d5cd";
const LIGHT = "#a5c0e8";

const DEFS = (["left", "right", "both"] as const)
  .map((side) => {
    const stops = { left: [0, 1, 1], right: [1, 1, 0], both: [0, 1, 0] }[side];
    const at = side === "left" ? [0, 0.75, 1] : side === "right" ? [0, 0.25, 1] : [0, 0.5, 1];
    return `<linearGradient id="fade-${side}">${stops
      .map(
        (opacity, i) =>
          `<stop ${attributes({ offset: at[i]!, "stop-color": LIGHT, "stop-opacity": String(opacity) })}/>`,
      )
      .join("")}</linearGradient>`;
  })
  .join("");

export const titleOf = (index: Index, term: string): string => `What was meant by “${labelOf(index, term)}”`;

export function sensesSvg(
  index: Index,
  term: string,
  rows: readonly SenseRow[],
  statements: readonly Edge[],
  left: string,
  measure: Measure,
): string {
  const scale = scaleOf(rows);
  const parts: string[] = [];
  const names: string[] = [];
  const places = new Map<string, Place>();
  let y = HEAD;
  for (const lane of lanesOf(rows)) {
    parts.push(rule(y, 0, PAPER.muted));
    lane.rows.forEach((row, i) => {
      if (i) parts.push(rule(y, WHEN.x, LINE));
      const bar = barAt(row, scale, y + 12);
      const { left: x, right, top, bottom } = bar.place;
      places.set(row.node.id, bar.place);
      const whose = block(0, y + 6, WHOSE, [whoseOf(index, row, i > 0)], measure);
      const meant = block(MEANT.x, y + 6, MEANT.width, meaningOf(index, row), measure);
      const title = [nameOf(index, row.node), row.node.gloss].filter(Boolean).join(": ");
      parts.push(
        `<g ${attributes({ class: "sense", "data-id": row.node.id })}><title>${escaped(title)}</title>`,
        ...grid(scale, y, bottom),
        `<rect ${attributes({ x, y: top, width: right - x, height: bottom - top, rx: 6, ...bar.look })}/>`,
        ...whose.parts,
        ...meant.parts,
        "</g>",
      );
      // Names of dates stand over the arrows.
      names.push(halo({ x: WHEN.x, y: bottom + 12, size: 13, fill: PAPER.muted }, dateOf(row)));
      y += Math.max(whose.height, bottom - y + 18, meant.height) + 16;
    });
  }
  const links = linksOf(rows).filter(({ grew, from, to }) => grew && places.has(from) && places.has(to));
  const arrows = links.map(({ from, to, doubt }) => {
    const { path, head } = across(places.get(from)!, places.get(to)!, true);
    const words = `${nameOf(index, index.nodes.get(to)!)} grew out of ${nameOf(index, index.nodes.get(from)!)}`;
    return `<g ${attributes({ class: "grew", opacity: doubt ? 0.6 : "" })}><title>${escaped(words)}</title><path ${attributes({ d: path, fill: "none", stroke: PAPER.ink, "stroke-width": 2 })}/><path ${attributes({ d: head, fill: PAPER.ink })}/></g>`;
  });
  const title = titleOf(index, term);
  const told = {
    title,
    about: `${count(rows.length, "sense")}, by whose they are and when.${left ? ` Left out: ${left}.` : ""}`,
    citations: citationsOf(index, statements, title),
  };
  const body = { width: WIDTH, height: y + 8, parts: [...axis(scale), ...parts, ...arrows, ...names], defs: DEFS };
  return sheet(index, told, { things: [], edges: [], key: keyOf(links.length > 0) }, body, measure);
}

const rule = (y: number, x: number, stroke: string): string =>
  `<line ${attributes({ x1: x, x2: WIDTH, y1: y, y2: y, stroke })}/>`;

function whoseOf(index: Index, { holders }: SenseRow, again: boolean): Run {
  if (!holders.length) return { words: "The author’s own, ascribed to nobody", size: 14, weight: 600 };
  const words = holders.map((id) => labelOf(index, id)).join(", ");
  return again ? { words, size: 14, fill: PAPER.muted } : { words, size: 14, weight: 600 };
}

const dateOf = ({ node }: SenseRow): string => node.when?.words ?? "undated in the text";

function barAt({ span }: SenseRow, scale: Span | null, top: number) {
  const bar = span && scale ? barOf(span, scale) : null;
  const { left, right, openLeft, openRight } = bar ?? { left: 0, right: 1, openLeft: false, openRight: false };
  const x = WHEN.x + left * WHEN.width;
  const width = Math.max(BAR, (right - left) * WHEN.width);
  const place = { left: x, right: x + width, top, bottom: top + BAR };
  const fade = openLeft && openRight ? "both" : openLeft ? "left" : openRight ? "right" : "";
  const look: Record<string, string> = !bar
    ? { fill: "none", stroke: PAPER.muted, "stroke-dasharray": "2 4" }
    : fade
      ? { fill: `url(#fade-${fade})` }
      : { fill: span!.first === span!.last ? PAPER.accent : LIGHT, stroke: PAPER.accent };
  return { place, look };
}

function meaningOf(index: Index, row: SenseRow): Run[] {
  const { node } = row;
  const small = (words: string): Run => ({ words, size: 13, fill: PAPER.muted });
  const hedge = [node.certainty, node.hedge && `“${node.hedge}”`].filter(Boolean).join(", ");
  return [
    { words: node.gloss || node.label, size: 15 },
    {
      words: node.denies.length ? `Expressly not ${node.denies.join("; ")}` : "",
      size: 13,
      fill: PAPER.voices.attributed!,
    },
    small(hedge ? `The author hedges: ${hedge}` : ""),
    ...rootsOf(row).map(({ id, how, doubt }) =>
      small(
        `↳ grew out of ${nameOf(index, index.nodes.get(id)!)}${how.length ? ` (${how.join("; ")})` : ""}${doubt ? ", doubted by the author" : ""}`,
      ),
    ),
    small(node.first ? "first use, so the text says" : ""),
    small(
      shortened(node.passages)
        .map((page) => page.citation)
        .join("; "),
    ),
  ];
}

function axis(scale: Span | null): string[] {
  const head = (x: number, words: string): string => text({ x, y: 20, size: 13, weight: 600, fill: PAPER.ink }, words);
  const years = scale ? yearsOf(scale) : [];
  // As many years as have room; the others keep their lines.
  const every = Math.max(1, Math.ceil((years.length * 40) / WHEN.width));
  return [
    head(0, "Whose"),
    ...(scale ? [] : [head(WHEN.x, "When")]),
    head(MEANT.x, "What was meant"),
    ...years
      .filter((_, i) => i % every === 0)
      .map(({ year, at }) =>
        text({ x: WHEN.x + at * WHEN.width, y: 20, size: 12, fill: PAPER.muted, anchor: "middle" }, String(year)),
      ),
  ];
}

const grid = (scale: Span | null, top: number, bottom: number): string[] =>
  (scale ? yearsOf(scale) : []).map(({ at }) => {
    const x = WHEN.x + at * WHEN.width;
    return `<line ${attributes({ x1: x, x2: x, y1: top + 2, y2: bottom, stroke: LINE })}/>`;
  });

function keyOf(arrows: boolean): Mark[] {
  const bar = (words: string, look: Record<string, string>): Mark => ({
    width: 44,
    words,
    draw: (x, y) => `<rect ${attributes({ x, y: y - 6, width: 36, height: 12, rx: 6, ...look })}/>`,
  });
  const arrow: Mark = {
    width: 40,
    words: "to what grew out of it",
    draw: (x, y) =>
      `<path ${attributes({ d: `M${x} ${y}H${x + 24}`, stroke: PAPER.ink, "stroke-width": 2 })}/><path ${attributes({ d: `M${x + 24} ${y - 5}V${y + 5}L${x + 32} ${y}Z`, fill: PAPER.ink })}/>`,
  };
  return [
    bar("all the days that the date may mean", { fill: LIGHT, stroke: PAPER.accent }),
    bar("the text sets no limit there", { fill: "url(#fade-right)" }),
    bar("undated", { fill: "none", stroke: PAPER.muted, "stroke-dasharray": "2 4" }),
    ...(arrows ? [arrow] : []),
  ];
}
