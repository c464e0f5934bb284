// The rows of a comparison under headings, and the words for what they come to.

import { type Row, speaker, type Verdict } from "./compare.ts";

export const MARKS = { contradiction: "✕ contradiction", difference: "", agreement: "= agreement", alone: "" } as const;

export interface Group {
  title: string;
  verdict: Verdict;
  rows: Row[];
}

type Names = ReadonlyMap<string, string>;

function titleOf(row: Row, ids: readonly string[], names: Names): string {
  if (row.verdict === "contradiction") return "They contradict one another";
  if (row.verdict === "difference") return "Each says something else of it";
  return row.verdict === "agreement" ? "They agree" : `Only here: ${names.get(ids[speaker(row)]!)}`;
}

/** Rows that follow each other under the same heading. */
export function groupsOf(rows: readonly Row[], ids: readonly string[], names: Names): Group[] {
  const made: Group[] = [];
  for (const row of rows) {
    const title = titleOf(row, ids, names);
    if (made.at(-1)?.title === title) made.at(-1)!.rows.push(row);
    else made.push({ title, verdict: row.verdict, rows: [row] });
  }
  return made;
}
