// What each page and paragraph of the sources yielded: the rows of graph_builder/model/coverage.py, under the filters.

import type { Shown } from "./filters.ts";
import type { Index } from "./index.ts";
import type { ChapterRow, Edge, ParagraphRow, PlaceRow } from "./payload.ts";

export interface Paragraph {
  row: ParagraphRow;
  place: PlaceRow;
  /** Its statements that pass the filters, in the order of the text. */
  edges: Edge[];
  /** How many of them each voice has. */
  voices: Map<string, number>;
  /** Nobody has read it: the whole book has no statement of it, and no reason why. */
  gap: boolean;
}

/** A chapter as a table: a line for each page, a column for each paragraph. */
export interface Sheet {
  id: string;
  source: string;
  chapter: ChapterRow | undefined;
  columns: number;
  pages: { page: number; cells: (Paragraph | undefined)[] }[];
}

export interface Totals {
  paragraphs: number;
  gaps: number;
  reasons: number;
  /** Statements of the whole book, of this page, and those that pass the filters. */
  yielded: number;
  held: number;
  shown: number;
}

export function paragraphsOf(index: Index, shown: Shown): Paragraph[] {
  const made: Paragraph[] = [];
  for (const row of index.data.paragraphs) {
    const place = index.data.places[row.id];
    if (!place) continue;
    const edges = row.statements
      .filter((id) => shown.edges.has(id))
      .map((id) => index.edges.get(id))
      .filter((edge) => edge !== undefined);
    const voices = new Map(index.data.voices.map((voice) => [voice.id, 0]));
    for (const edge of edges) voices.set(edge.voice, (voices.get(edge.voice) ?? 0) + 1);
    made.push({ row, place, edges, voices, gap: row.yielded === 0 && row.nothing === "" });
  }
  return made;
}

export function sheetsOf(index: Index, paragraphs: readonly Paragraph[]): Sheet[] {
  const sheets = new Map<string, Sheet>();
  for (const one of paragraphs) {
    const { source, chapter, page, paragraph } = one.place;
    const id = `${source} ${chapter}`;
    const sheet = sheets.get(id) ?? { id, source, chapter: index.chapters.get(chapter), columns: 0, pages: [] };
    sheets.set(id, sheet);
    sheet.columns = Math.max(sheet.columns, paragraph);
    let line = sheet.pages.at(-1);
    if (line?.page !== page) {
      line = { page, cells: [] };
      sheet.pages.push(line);
    }
    line.cells[paragraph - 1] = one;
  }
  for (const sheet of sheets.values())
    for (const line of sheet.pages) line.cells = Array.from({ length: sheet.columns }, (_, i) => line.cells[i]);
  return [...sheets.values()];
}

export function totalsOf(paragraphs: readonly Paragraph[]): Totals {
  const sum = (of: (one: Paragraph) => number): number => paragraphs.reduce((all, one) => all + of(one), 0);
  return {
    paragraphs: paragraphs.length,
    gaps: sum((one) => Number(one.gap)),
    reasons: sum((one) => Number(one.row.nothing !== "")),
    yielded: sum((one) => one.row.yielded),
    held: sum((one) => one.row.statements.length),
    shown: sum((one) => one.edges.length),
  };
}

const number = (many: number, noun: string): string => `${many.toLocaleString("en")} ${noun}${many === 1 ? "" : "s"}`;

/** The sums in one sentence, that of coverage.html. */
export function summary(sums: Totals): string {
  const parts = [`${sums.yielded.toLocaleString("en")} statements of ${number(sums.paragraphs, "paragraph")}`];
  parts.push(sums.gaps ? `${number(sums.gaps, "gap")}: nothing there, and no reason why` : "no gap");
  if (sums.reasons)
    parts.push(`${number(sums.reasons, "paragraph")} ${sums.reasons === 1 ? "has" : "have"} none, with a reason`);
  return parts.join("; ");
}

/** How many of each voice, in words: "20 the author, 3 an outlook". */
export function voicesSaid(index: Index, voices: ReadonlyMap<string, number>): string {
  return index.data.voices
    .filter((voice) => voices.get(voice.id))
    .map((voice) => `${voice.label}: ${voices.get(voice.id)}`)
    .join(", ");
}

/** What a paragraph yielded, in words. */
export function said(index: Index, { row, edges, voices, gap }: Paragraph): string {
  if (gap) return "gap: no statement, and no reason why";
  if (!row.yielded) return `nothing: ${row.nothing}`;
  const all = number(row.yielded, "statement");
  if (edges.length === row.yielded) return `${all} (${voicesSaid(index, voices)})`;
  const some = edges.length ? `${edges.length} of ${all} pass (${voicesSaid(index, voices)})` : `none of ${all} passes`;
  return `${some} ${row.statements.length < row.yielded ? "on this page of a part of the book" : "the filters"}`;
}
