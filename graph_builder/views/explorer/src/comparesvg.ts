// A comparison as an SVG that stands alone: a column for each outlook, a row for each thing, contradictions marked.

import { cautions, type Pair, type Row, saying, tiedTo } from "./compare.ts";
import { type Group, groupsOf, MARKS } from "./comparegroups.ts";
import { type Index, labelOf } from "./index.ts";
import type { Measure } from "./labels.ts";
import { heldIn, shortNames, shortPages } from "./outlooks.ts";
import type { Edge } from "./payload.ts";
import { citationsOf, type Mark } from "./share/foot.ts";
import { PAPER } from "./share/paper.ts";
import { type Block, block, type Run, sheet } from "./share/sheet.ts";
import { attributes, escaped, text } from "./share/xml.ts";
import { count, voiceWords } from "./words.ts";

const MATTER = 190;
const COLUMN = [0, 0, 420, 340, 290];
const PAD = 10;
const LINE = "#d8d5cd";
const RAISED = "#f2f1ec";
const AGAINST = "#a11f16";
const FOR = "#16613a";
const DEFS =
  '<pattern id="silent" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" x2="0" y1="0" y2="10" stroke="#e4e2dc"/></pattern>';

export interface Comparison {
  ids: readonly string[];
  rows: readonly Row[];
  /** What stands in an empty cell. */
  silent(row: Row, i: number): string;
  /** What the filters leave out; "" for nothing. */
  left: string;
}

export const titleOf = (index: Index, ids: readonly string[]): string =>
  `Outlooks of ${[...shortNames(index, ids).values()].join("; ")} side by side`;

export function comparisonSvg(
  index: Index,
  { ids, rows, silent, left }: Comparison,
  statements: readonly Edge[],
  measure: Measure,
): string {
  const column = COLUMN[ids.length] ?? 290;
  const width = MATTER + ids.length * column;
  const names = shortNames(index, ids);
  const parts: string[] = [];
  let y = 0;
  const cells = (blocks: readonly Block[]): void => {
    y += Math.max(...blocks.map((one) => one.height)) + 2 * PAD;
    parts.push(...blocks.flatMap((one) => one.parts), rule(width, y));
  };
  const at = (i: number): number => MATTER + i * column + PAD;
  const runs = (i: number, said: readonly Run[]): Block => block(at(i), y + PAD, column - 2 * PAD, said, measure);

  cells(ids.map((id, i) => runs(i, headOf(index, id))));
  for (const group of groupsOf(rows, ids, names)) {
    const begin = y;
    const back = parts.length;
    const title = `${group.title} (${count(group.rows.length, "thing")})`;
    cells([
      block(PAD, y + PAD, MATTER - 2 * PAD, [{ words: title, size: 13, weight: 600 }], measure),
      ...ids.map((id, i) => runs(i, [{ words: names.get(id)!, size: 13, weight: 600, fill: PAPER.voices.outlook! }])),
    ]);
    parts.splice(back, 0, box(0, begin, width, y - begin, RAISED));
    for (const row of group.rows) {
      const [top, first] = [y, parts.length];
      parts.push(`<g ${attributes({ class: `row ${row.verdict}`, "data-id": row.id })}>`);
      cells([
        block(PAD, y + PAD, MATTER - 2 * PAD, matterOf(index, row), measure),
        ...row.cells.map((cell, i) =>
          cell.length
            ? sayings(index, row, cell, names, at(i), y + PAD, column - 2 * PAD, measure)
            : runs(i, [{ words: silent(row, i), size: 13, fill: PAPER.muted }]),
        ),
      ]);
      parts.push("</g>");
      const empty = row.cells.flatMap((cell, i) =>
        cell.length ? [] : [box(MATTER + i * column, top, column, y - top, "url(#silent)")],
      );
      parts.splice(first + 1, 0, ...empty, edgeOf(group, top, y));
    }
  }
  const title = titleOf(index, ids);
  const told = {
    title,
    about: `What each holds is a belief, not a fact. ${count(rows.length, "thing")} of which they speak.${left ? ` Left out: ${left}.` : ""}`,
    citations: citationsOf(index, statements, title),
  };
  const lines = ids.map((_, i) => {
    const x = MATTER + i * column;
    return `<line ${attributes({ x1: x, x2: x, y1: 0, y2: y, stroke: LINE })}/>`;
  });
  const body = { width, height: y + 8, parts: [...parts, ...lines], defs: DEFS };
  return sheet(index, told, { things: [], edges: statements, key: KEY }, body, measure);
}

const rule = (width: number, y: number): string =>
  `<line ${attributes({ x1: 0, x2: width, y1: y, y2: y, stroke: LINE })}/>`;

const box = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect ${attributes({ x, y, width, height, fill })}/>`;

/** The coloured edge of what is contradicted or agreed on. */
function edgeOf({ verdict }: Group, top: number, bottom: number): string {
  const fill = verdict === "contradiction" ? AGAINST : verdict === "agreement" ? FOR : "";
  return fill ? box(0, top, 4, bottom - top, fill) : "";
}

function headOf(index: Index, id: string): Run[] {
  const node = index.nodes.get(id)!;
  const held = node.holders.map((one) => labelOf(index, one)).join(", ") || "the text does not say";
  const pages = shortPages(index, heldIn(index, id)).map((page) => page.citation);
  const small = (words: string): Run => ({ words, size: 12, fill: PAPER.muted });
  return [
    { words: node.label, size: 15, weight: 600 },
    { words: "a belief, not a fact", size: 12, fill: PAPER.voices.outlook! },
    small(`held by ${held}; ${node.when?.words ?? "undated in the text"}`),
    small(pages.join("; ")),
  ];
}

const matterOf = (index: Index, row: Row): Run[] => [
  { words: labelOf(index, row.id), size: 13, weight: 600 },
  { words: MARKS[row.verdict], size: 12, weight: 600, fill: row.verdict === "contradiction" ? AGAINST : FOR },
];

/** What an outlook says of the thing, one statement below the other, each with its voice's line beside it. */
function sayings(
  index: Index,
  row: Row,
  cell: readonly Edge[],
  names: ReadonlyMap<string, string>,
  x: number,
  y: number,
  width: number,
  measure: Measure,
): Block {
  const parts: string[] = [];
  let bottom = y;
  for (const edge of cell) {
    const top = bottom;
    const said = saying(index, edge, row.id);
    const tied = (tie: Pair["tie"]): string =>
      tiedTo(row, edge, tie)
        .map((id) => names.get(id) ?? labelOf(index, id))
        .join(", ");
    const [against, alike] = [tied("contradiction"), tied("agreement")];
    const whose = edge.by.length ? [voiceWords(index, edge)] : [];
    const made = block(
      x + 10,
      top,
      width - 10,
      [
        { words: said.led ? `${said.stance}${said.text}` : `${said.stance}: ${said.text}`, size: 13 },
        { words: against && `✕ contradicts ${against}`, size: 12, weight: 600, fill: AGAINST },
        { words: alike && `= agrees with ${alike}`, size: 12, weight: 600, fill: FOR },
        {
          words: [...whose, ...cautions(edge), edge.note, edge.citation].filter(Boolean).join(" · "),
          size: 11.5,
          fill: PAPER.muted,
        },
      ],
      measure,
    );
    bottom = top + made.height;
    const dash = index.voices.get(edge.voice)?.dash.join(" ") ?? "";
    const stroke = PAPER.voices[edge.voice] ?? PAPER.muted;
    parts.push(
      `<g ${attributes({ class: `statement ${edge.voice}`, "data-id": edge.id })}><title>${escaped([edge.sentence, edge.citation].join(" | "))}</title>`,
      `<line ${attributes({ x1: x + 2, x2: x + 2, y1: top + 3, y2: bottom, stroke, "stroke-width": 2, "stroke-dasharray": dash })}/>`,
      ...made.parts,
      "</g>",
    );
    bottom += 8;
  }
  return { parts, height: bottom - 8 - y };
}

const signed = (sign: string, words: string, fill: string): Mark => ({
  width: 18,
  words,
  draw: (x, y) => text({ x, y: y + 5, size: 13, weight: 600, fill }, sign),
});

const KEY: Mark[] = [
  signed("✕", "contradicts another outlook", AGAINST),
  signed("=", "agrees with another outlook", FOR),
  {
    width: 34,
    words: "the text does not say",
    draw: (x, y) => `<rect ${attributes({ x, y: y - 7, width: 28, height: 14, fill: "url(#silent)", stroke: LINE })}/>`,
  },
];
