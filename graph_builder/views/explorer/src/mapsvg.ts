// The belief map as an SVG that stands alone: whose belief it is, the key to its signs, and how to cite it.

import { type BeliefMap, badge, isUnreal, NEEDS } from "./beliefs.ts";
import type { Index } from "./index.ts";
import { labelOf } from "./index.ts";
import { type Measure, wrap } from "./labels.ts";
import { type BoxAt, FONT, type LineAt, type MapScene } from "./mapscene.ts";
import type { Edge } from "./payload.ts";
import { citationsOf } from "./share/foot.ts";
import { PAPER } from "./share/paper.ts";
import { attributes, escaped, text } from "./share/xml.ts";
import { voiceWords } from "./words.ts";

export const KEY =
  "+ promotes · − hinders · if: condition of · ✕ denied · may, meant: possible, intended only · ? doubted by the author";

const COLOURS: Record<string, string> = { plus: "#16613a", minus: "#a11f16", if: "#3b4754" };
const EDGE = 24;

const colourOf = (index: Index, edge: Edge): string =>
  COLOURS[edge.relation === NEEDS ? "if" : index.data.signs[edge.relation] === "-" ? "minus" : "plus"]!;

export function mapSvg(
  index: Index,
  map: BeliefMap,
  scene: MapScene,
  title: string,
  lit: ReadonlySet<string> | null,
  measure: Measure,
): string {
  const width = Math.max(720, scene.width + 2 * EDGE);
  const node = index.nodes.get(map.of);
  const held = node?.holders.map((id) => labelOf(index, id)).join(", ");
  const about = node
    ? `A belief, not a fact${held ? `; held by ${held}` : ""}; ${node.when?.words ?? "undated in the text"}.`
    : "What the author says.";
  const rows: string[] = [];
  let y = 12;
  const write = (words: string, size: number, weight: number, fill: string): void => {
    for (const row of wrap(words, width - 2 * EDGE, 20, (part) => (measure(part) * size) / FONT.name)) {
      y += size * 1.35;
      rows.push(text({ x: EDGE, y, size, weight, fill }, row));
    }
  };
  write(title, 22, 600, PAPER.ink);
  write(about, 15, 400, PAPER.voices.outlook!);
  write(KEY, 13, 400, PAPER.muted);
  const top = y + 26;
  y = top + scene.height + 20;
  for (const note of citationsOf(index, map.edges, title)) write(note, 12, 400, PAPER.muted);
  const height = Math.ceil(y + 16);
  return [
    `<svg ${attributes({ xmlns: "http://www.w3.org/2000/svg", width: Math.ceil(width), height, viewBox: `0 0 ${Math.ceil(width)} ${height}`, "font-family": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif" })}>`,
    `<title>${escaped(title)}</title>`,
    `<rect ${attributes({ width: Math.ceil(width), height, fill: PAPER.paper })}/>`,
    ...rows,
    `<g ${attributes({ transform: `translate(${EDGE} ${top})` })}>`,
    ...scene.lines.map((line) => lineSvg(index, line, lit)),
    ...scene.boxes.map((box) => boxSvg(index, box)),
    "</g></svg>",
  ].join("\n");
}

function lineSvg(index: Index, line: LineAt, lit: ReadonlySet<string> | null): string {
  const first = line.link.edges[0]!;
  const stroke = PAPER.voices[first.voice] ?? PAPER.muted;
  const on = lit !== null && line.link.edges.some((edge) => lit.has(edge.id));
  const dash = index.voices.get(first.voice)?.dash.join(" ") ?? "";
  const badges = line.badges.map(({ edge, x, y, width, height, words }) =>
    [
      `<g ${attributes({ "data-id": edge.id })}><title>${escaped(`${edge.sentence} | ${voiceWords(index, edge)} | ${edge.citation}`)}</title>`,
      `<rect ${attributes({ x, y, width, height, rx: height / 2, fill: isUnreal(edge) ? PAPER.paper : colourOf(index, edge), stroke: colourOf(index, edge) })}/>`,
      text(
        {
          x: x + width / 2,
          y: y + height / 2 + 5,
          size: FONT.badge,
          weight: 600,
          anchor: "middle",
          fill: isUnreal(edge) ? colourOf(index, edge) : PAPER.paper,
        },
        words || badge(index, edge),
      ),
      "</g>",
    ].join(""),
  );
  const dim = lit !== null && !on ? 0.25 : "";
  return `<g ${attributes({ opacity: dim })}><path ${attributes({ d: line.path, fill: "none", stroke, "stroke-width": on ? 4 : 2, "stroke-dasharray": dash })}/><path ${attributes({ d: line.arrow, fill: stroke })}/>${badges.join("")}</g>`;
}

function boxSvg(index: Index, box: BoxAt): string {
  const look = index.kinds.get(box.kind);
  const tall = box.lines.length * FONT.line + box.stance.length * FONT.small;
  const top = box.y + (box.height - tall) / 2;
  const x = box.x + box.width / 2;
  const names = box.lines.map((line, i) =>
    text({ x, y: top + i * FONT.line + 14.5, size: FONT.name, anchor: "middle", fill: PAPER.ink }, line),
  );
  const said = box.stance.map((line, i) =>
    text(
      {
        x,
        y: top + box.lines.length * FONT.line + i * FONT.small + 12.5,
        size: FONT.stance,
        anchor: "middle",
        fill: PAPER.voices.outlook!,
      },
      line,
    ),
  );
  return [
    `<g ${attributes({ "data-id": box.id })}><title>${escaped(`${labelOf(index, box.id)} | ${box.kind}`)}</title>`,
    `<rect ${attributes({ x: box.x, y: box.y, width: box.width, height: box.height, rx: 7, fill: "#f6f5f2", stroke: PAPER.border })}/>`,
    `<path ${attributes({ d: look?.path ?? "", fill: look?.colour ?? "gray", stroke: PAPER.border, "stroke-width": 0.15, transform: `translate(${box.x + 11} ${box.y}) scale(6)` })}/>`,
    ...names,
    ...said,
    "</g>",
  ].join("");
}
