// Text and marks as SVG.  Whatever comes out of the data goes through `escaped`.

import type { Placed } from "../labels.ts";

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

// What no document of XML 1.0 may hold.
const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export const escaped = (words: string): string =>
  words.replace(ILLEGAL, "").replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** Attributes, without those that are empty. */
export const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(" ");

export interface Style {
  x: number;
  y: number;
  size: number;
  fill: string;
  weight?: number;
  anchor?: "start" | "middle" | "end";
}

const near = (value: number): number => Math.round(value * 10) / 10;

const styled = ({ x, y, size, fill, weight, anchor }: Style): Record<string, string | number> => ({
  x: near(x),
  y: near(y),
  "font-size": size,
  "font-weight": weight && weight !== 400 ? weight : "",
  fill,
  "text-anchor": anchor && anchor !== "start" ? anchor : "",
});

export const text = (style: Style, words: string): string =>
  `<text ${attributes(styled(style))}>${escaped(words)}</text>`;

/** Text with a rim of paper round it, centred on its height, for what lies on lines. */
export const halo = (style: Style, words: string): string =>
  `<text ${attributes({ ...styled({ ...style, y: style.y + style.size * 0.35 }), stroke: "#ffffff", "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" })}>${escaped(words)}</text>`;

/** A placed label: on a rectangle of paper, or with a rim. */
export function label(placed: Placed, size: number, line: number, fill: string, paper: string, weight = 400): string {
  const { rect, side, lines } = placed;
  const anchor = side === "left" ? "end" : side === "right" ? "start" : "middle";
  const x = side === "left" ? rect.x + rect.width : side === "right" ? rect.x : rect.x + rect.width / 2;
  const back = paper
    ? `<rect ${attributes({ x: near(rect.x), y: near(rect.y), width: near(rect.width), height: near(rect.height), fill: paper, "fill-opacity": 0.86 })}/>`
    : "";
  const rows = lines.map((words, i) => {
    const style = { x, y: rect.y + (i + 0.5) * line, size, fill, weight, anchor } as const;
    return paper ? text({ ...style, y: style.y + size * 0.35 }, words) : halo(style, words);
  });
  return back + rows.join("");
}
