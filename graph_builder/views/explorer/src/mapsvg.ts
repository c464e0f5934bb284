// The belief map as an SVG that stands alone: whose belief it is, the key to its signs, and how to cite it.

import { AUTHOR, type BeliefMap, badge, FACTS, isUnreal, NEEDS } from "./beliefs.ts";
import type { Index } from "./index.ts";
import { labelOf } from "./index.ts";
import type { Measure } from "./labels.ts";
import { type BoxAt, FONT, type LineAt, type MapScene } from "./mapscene.ts";
import type { Edge } from "./payload.ts";
import { citationsOf, type Mark } from "./share/foot.ts";
import { PAPER } from "./share/paper.ts";
import { sheet } from "./share/sheet.ts";
import { attributes, escaped, text } from "./share/xml.ts";
import { voiceWords } from "./words.ts";

const COLOURS: Record<string, string> = { plus: "#16613a", minus: "#a11f16", if: "#3b4754" };

const pill = (sign: string, words: string, colour: string, real: boolean): Mark => {
  const width = 14 + 7 * sign.length;
  return {
    width: width + 6,
    words,
    draw: (x, y) =>
      `<rect ${attributes({ x, y: y - 9, width, height: 18, rx: 9, fill: real ? colour : PAPER.paper, stroke: colour })}/>${text({ x: x + width / 2, y: y + 4.5, size: 12, weight: 600, anchor: "middle", fill: real ? PAPER.paper : colour }, sign)}`,
  };
};

const KEY: Mark[] = [
  pill("+", "promotes", COLOURS.plus!, true),
  pill("−", "hinders", COLOURS.minus!, true),
  pill("if", "condition of", COLOURS.if!, true),
  pill("✕", "denied", PAPER.ink, false),
  pill("may, meant", "possible, intended only", PAPER.ink, false),
  pill("?", "doubted by the author", PAPER.ink, false),
];

const colourOf = (index: Index, edge: Edge): string =>
  COLOURS[edge.relation === NEEDS ? "if" : index.data.signs[edge.relation] === "-" ? "minus" : "plus"]!;

export const titleOf = (index: Index, { of }: BeliefMap): string =>
  of === FACTS || of === AUTHOR ? "What the author says leads to what" : labelOf(index, of);

export function mapSvg(
  index: Index,
  map: BeliefMap,
  scene: MapScene,
  lit: ReadonlySet<string> | null,
  left: string,
  measure: Measure,
): string {
  const title = titleOf(index, map);
  const node = index.nodes.get(map.of);
  const held = node?.holders.map((id) => labelOf(index, id)).join(", ");
  const about = node
    ? `A belief, not a fact${held ? `; held by ${held}` : ""}; ${node.when?.words ?? "undated in the text"}.`
    : `The author's own words${map.of === FACTS ? ", stated as plain facts" : ", also on what was meant, possible, doubted or denied"}.`;
  const told = {
    title,
    about: `${about}${left ? ` Left out: ${left}.` : ""}`,
    citations: citationsOf(index, map.edges, title),
  };
  const parts = [
    ...scene.lines.map((line) => lineSvg(index, line, lit)),
    ...scene.boxes.map((box) => boxSvg(index, box)),
  ];
  const shows = { things: map.things, edges: map.edges, key: KEY };
  return sheet(index, told, shows, { width: scene.width, height: scene.height, parts }, measure);
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
