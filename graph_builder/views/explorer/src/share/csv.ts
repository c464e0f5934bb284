// Statements as CSV (RFC 4180).  The columns have the names that they have in statements.csv.

import { type Index, labelOf } from "../index.ts";
import type { Edge } from "../payload.ts";
import { safeUrl, verdict, voiceWords } from "../words.ts";

const yes = (value: boolean): string => (value ? "yes" : "no");

const COLUMNS: readonly (readonly [string, (edge: Edge, index: Index) => string])[] = [
  ["id", (edge) => edge.id],
  ["subject", (edge) => edge.from],
  ["subject_label", (edge, index) => labelOf(index, edge.from)],
  ["relation", (edge) => edge.relation],
  ["relation_label", (edge) => edge.label],
  ["object", (edge) => edge.to],
  ["object_label", (edge, index) => labelOf(index, edge.to)],
  ["sentence", (edge) => edge.sentence],
  ["voice", (edge) => edge.voice],
  ["whose", (edge, index) => voiceWords(index, edge)],
  ["plain", (edge) => yes(edge.plain)],
  ["negated", (edge) => yes(edge.negated)],
  ["mode", (edge) => edge.mode],
  ["open", (edge) => edge.open],
  ["certainty", (edge) => edge.certainty],
  ["hedge", (edge) => edge.hedge],
  ["verdict", (edge) => verdict(edge)],
  ["date", (edge) => edge.when?.words ?? ""],
  ["earliest", (edge) => edge.when?.earliest ?? ""],
  ["latest", (edge) => edge.when?.latest ?? ""],
  ["citation", (edge) => edge.citation],
  ["url", (edge) => safeUrl(edge.url)],
];

// As in graph/cells.py; what stands before the sign is what programs take away before they look what a cell is.
const RUN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be found
  /^[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff'"]*?[=+\-@＝＋－＠\t\r\n]/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

// Where a program that ends cells at semicolons, tabs or line ends sees another cell begin.
const WITHIN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be found
  /(?<=[;\t\r\n])(?=[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff'"]*?[=+\-@＝＋－＠])/g;

/** The cell as text that no spreadsheet runs as a formula; a number stays one. */
export const defused = (cell: string): string => {
  const safe = cell.replace(WITHIN, "'");
  return RUN.test(safe) && !NUMBER.test(safe) ? `'${safe}` : safe;
};

/** The cell as it stands in a file, defused; what some programs take for the end of a cell stands in quotation marks. */
export const written = (cell: string): string => {
  const safe = defused(cell);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csvOf(index: Index, statements: readonly Edge[]): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...statements.map((edge) => COLUMNS.map(([, of]) => written(of(edge, index)))),
  ];
  return rows.map((row) => `${row.join(",")}\r\n`).join("");
}
