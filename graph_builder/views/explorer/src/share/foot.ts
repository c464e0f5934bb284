// What stands under an exported picture: what its shapes, lines and signs mean, who made it, and the pages it rests on.

import { signOf } from "../appearance.ts";
import { joined, quotedTitle } from "../citing.ts";
import { type Index, placeOf } from "../index.ts";
import { type Measure, wrap } from "../labels.ts";
import type { Edge } from "../payload.ts";
import { PAPER } from "./paper.ts";
import { attributes, text } from "./xml.ts";

/** The words round a picture. */
export interface Told {
  title: string;
  /** What is shown and what is left out. */
  about: string;
  /** How to cite the graph and the pages. */
  citations: string[];
}

const SIGNS: Record<string, string> = {
  "✕": "said not to be so",
  "?": "the author doubts it",
  "○": "intended or possible only",
};

/** How to cite what is shown: the graph, and each source with the pages on which these statements rest. */
export function citationsOf(index: Index, edges: readonly Edge[], title: string): string[] {
  const { citing } = index.data;
  const pages = new Map<string, number[]>();
  for (const place of edges.map((edge) => placeOf(index, edge))) {
    if (place) pages.set(place.source, [...(pages.get(place.source) ?? []), place.page]);
  }
  const bare = (note: string): string => note.replace(/\*([^*]*)\*/g, "$1");
  const sources = [...pages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([id]) => citing.sources[id])
    .map(([id, own]) => bare(citing.sources[id]!.note).replaceAll("99999", () => joined(own)));
  const record = bare(citing.graph.note).replaceAll("“\ue000,”", () => quotedTitle(title, ","));
  return [record.replaceAll("\ue004", ""), ...sources];
}

/** A line of the key: the sign, and what it means. */
export interface Mark {
  width: number;
  draw(x: number, y: number): string;
  words: string;
}

/** What a picture draws, for its key. */
export interface Drawn {
  things: readonly string[];
  edges: readonly Edge[];
  /** Whether denial and doubt have the signs that they have in the graph. */
  signed?: boolean;
  /** Marks that only this picture has. */
  key?: readonly Mark[];
}

function marks(index: Index, { things, edges, signed = true }: Drawn): Mark[] {
  const kinds = new Set(things.map((id) => index.nodes.get(id)?.kind));
  const voices = new Set(edges.map((edge) => edge.voice));
  const signs = new Set(signed ? edges.map(signOf).filter(Boolean) : []);
  return [
    ...index.data.kinds
      .filter((kind) => kinds.has(kind.id))
      .map((kind) => ({
        width: 22,
        words: kind.label,
        draw: (x: number, y: number) =>
          `<path ${attributes({ d: kind.path, transform: `translate(${x + 8} ${y}) scale(7)`, fill: kind.colour, stroke: PAPER.border, "stroke-width": 0.15 })}/>`,
      })),
    ...index.data.voices
      .filter((voice) => voices.has(voice.id))
      .map((voice) => ({
        width: 46,
        words: `${voice.label}: ${voice.meaning}`,
        draw: (x: number, y: number) =>
          `<line ${attributes({ x1: x, x2: x + 38, y1: y, y2: y, stroke: PAPER.voices[voice.id] ?? PAPER.muted, "stroke-width": 2, "stroke-dasharray": voice.dash.join(" ") })}/>`,
      })),
    ...[...signs].sort().map((sign) => ({
      width: 20,
      words: SIGNS[sign] ?? "",
      draw: (x: number, y: number) => text({ x: x + 2, y: y + 5, size: 13, weight: 600, fill: PAPER.ink }, sign),
    })),
  ];
}

export function foot(
  index: Index,
  told: Told,
  drawn: Drawn,
  width: number,
  begin: number,
  measure: Measure,
): { parts: string[]; end: number } {
  const parts = [
    `<line ${attributes({ x1: 20, x2: width - 20, y1: begin + 10, y2: begin + 10, stroke: "#d8d5cd" })}/>`,
  ];
  let [x, y] = [20, begin + 32];
  for (const mark of [...(drawn.key ?? []), ...marks(index, drawn)]) {
    const rows = wrap(mark.words, width - 40 - mark.width, 3, measure);
    const wide = mark.width + Math.max(...rows.map(measure));
    if (x > 20 && x + wide > width - 20) [x, y] = [20, y + 24];
    parts.push(mark.draw(x, y));
    rows.forEach((row, i) => {
      parts.push(text({ x: x + mark.width, y: y + 5 + i * 17, size: 13, fill: PAPER.ink }, row));
    });
    y += (rows.length - 1) * 17;
    x += wide + 26;
  }
  y += 34;
  for (const note of told.citations) {
    for (const row of wrap(note, (width - 40) * (13 / 11.5), 12, measure)) {
      parts.push(text({ x: 20, y, size: 11.5, fill: PAPER.muted }, row));
      y += 16;
    }
    y += 4;
  }
  return { parts, end: Math.ceil(y + 6) };
}
