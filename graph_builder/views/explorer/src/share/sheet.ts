// A picture made by a view that is no graph, as an SVG that stands alone: its title, what it shows, the picture, its key,
// who made it, and the pages it rests on.

import type { Index } from "../index.ts";
import { type Measure, wrap } from "../labels.ts";
import { type Drawn, foot, type Told } from "./foot.ts";
import { PAPER } from "./paper.ts";
import { attributes, escaped, text } from "./xml.ts";

/** The picture itself, from 0, 0 to the right and downwards.  Units: pixels. */
export interface Body {
  width: number;
  height: number;
  parts: readonly string[];
  /** Gradients and patterns that its parts are filled with. */
  defs?: string;
}

const EDGE = 20;
const LEAST = 640;

export function sheet(index: Index, told: Told, drawn: Drawn, body: Body, measure: Measure): string {
  const width = Math.ceil(Math.max(LEAST, body.width + 2 * EDGE));
  const head = block(
    EDGE,
    12,
    width - 2 * EDGE,
    [
      { words: told.title, size: 19.5, weight: 600 },
      { words: told.about, size: 13, fill: PAPER.muted },
    ],
    measure,
  );
  const begin = 12 + head.height + 18;
  const below = foot(index, told, { ...drawn, signed: false }, width, begin + body.height, measure);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg ${attributes({ xmlns: "http://www.w3.org/2000/svg", width, height: below.end, viewBox: `0 0 ${width} ${below.end}`, "font-family": "sans-serif", role: "img", "aria-labelledby": "title", lang: index.data.language })}>`,
    `<title id="title">${escaped(told.title)}</title>`,
    `<desc>${escaped([told.about, ...told.citations].join(" "))}</desc>`,
    body.defs ? `<defs>${body.defs}</defs>` : "",
    `<rect ${attributes({ width, height: below.end, fill: PAPER.paper })}/>`,
    ...head.parts,
    `<g ${attributes({ id: "picture", transform: `translate(${EDGE} ${begin})` })}>`,
    ...body.parts,
    "</g>",
    '<g id="legend">',
    ...below.parts,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

export interface Run {
  words: string;
  size: number;
  weight?: number;
  fill?: string;
}

export interface Block {
  parts: string[];
  height: number;
}

/** Text in lines that are no wider than this, one run below the other; nothing of it is left out. */
export function block(x: number, y: number, width: number, runs: readonly Run[], measure: Measure): Block {
  const parts: string[] = [];
  let bottom = y;
  for (const { words, size, weight = 400, fill = PAPER.ink } of runs) {
    // `measure` is that of plain letters of 13 pixels; heavy ones are wider.
    const own: Measure = (part) => (measure(part) * size * (weight > 400 ? 1.09 : 1)) / 13;
    for (const row of words ? wrap(words, width, Number.POSITIVE_INFINITY, own) : []) {
      bottom += size * 1.3;
      parts.push(text({ x, y: bottom - size * 0.25, size, weight, fill }, row));
    }
  }
  return { parts, height: bottom - y };
}
