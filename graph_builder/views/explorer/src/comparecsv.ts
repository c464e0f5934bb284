// The comparison as CSV (RFC 4180): a row for each thing, two columns for each outlook: what it says and the pages.

import { type Row, stance } from "./compare.ts";
import { type Index, labelOf } from "./index.ts";
import { bare, pagesOf } from "./outlooks.ts";
import { written } from "./share/csv.ts";

export const VERDICTS: Record<Row["verdict"], string> = {
  contradiction: "contradiction",
  difference: "each says something else of it",
  agreement: "agreement",
  alone: "only one speaks of it",
};

export const SILENT = "The text does not say.";
export const HIDDEN = "Hidden by the filters.";

export function comparisonCsv(
  index: Index,
  outlooks: readonly string[],
  rows: readonly Row[],
  silent: (row: Row, i: number) => string,
): string {
  const names = outlooks.map((id) => labelOf(index, id));
  const head = [
    "thing",
    "thing_label",
    "comparison",
    ...names.flatMap((name) => [name, `pages: ${name}`]),
    "statements",
  ];
  const lines = rows.map((row) => [
    row.id,
    labelOf(index, row.id),
    VERDICTS[row.verdict],
    ...row.cells.flatMap((cell, i) => [
      cell.map((edge) => `${stance(index, edge, row.id)}: ${bare(index, edge)}`).join("\n") || silent(row, i),
      pagesOf(index, cell)
        .map((page) => page.citation)
        .join("; "),
    ]),
    row.cells
      .flat()
      .map((edge) => edge.id)
      .join(" "),
  ]);
  return [head, ...lines].map((cells) => `${cells.map(written).join(",")}\r\n`).join("");
}
