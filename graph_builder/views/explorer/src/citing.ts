// "Cite this": the texts of graph_builder/views/cite.py, filled into its templates.  A test compares them with Python's.

import type { Index } from "./index.ts";
import type { CiteRow } from "./payload.ts";

export type Format = "chicago" | "bibtex" | "csl";
export const FORMATS: readonly { id: Format; label: string }[] = [
  { id: "chicago", label: "Chicago" },
  { id: "bibtex", label: "BibTeX" },
  { id: "csl", label: "CSL-JSON" },
];

const TITLE = "\ue000";
const ID = "\ue004";
const PAGES = "99999";

/** Pages as a list, those that follow one another joined: 19, 24–25. */
export function joined(pages: Iterable<number>, dash = "–"): string {
  const runs: [number, number][] = [];
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}${dash}${b}`)).join(", ");
}

/** A title in quotation marks with the sign that follows it, as Chicago sets it. */
export function quotedTitle(title: string, stop: "," | "."): string {
  const inner = title
    .replace(/\.$/, "")
    .replace(/"([^"]*)"/g, "‘$1’")
    .replace(/“/g, "‘")
    .replace(/”/g, "’");
  const mark = `“${inner}”`.endsWith("’”") && inner.includes("‘") ? "’”" : "”";
  const body = `“${inner}”`.slice(0, -mark.length);
  const bare = body.replace(/\*+$/, "");
  const ended = stop === "." ? /[.?!]$/.test(bare) : bare.endsWith(",");
  return body + (ended ? "" : stop) + mark;
}

const TEX: Record<string, string> = {
  "\\": "{\\textbackslash}",
  "{": "{\\textbraceleft}",
  "}": "{\\textbraceright}",
  "~": "{\\textasciitilde}",
  "^": "{\\textasciicircum}",
  "<": "{\\textless}",
  ">": "{\\textgreater}",
  "|": "{\\textbar}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_",
  "%": "\\%",
};

/** The text as LaTeX prints it. */
export const tex = (text: string): string =>
  text.replace(/[\\{}~^<>|$&#_%]/g, (sign) => TEX[sign] ?? sign).replace(/"([^"]*)"/g, "``$1''");

/** The passages on which a thing or statement rests. */
export function passagesOf(index: Index, id: string): string[] {
  const edge = index.edges.get(id);
  const thing = index.nodes.has(id) && !(edge && index.within.has(id));
  if (edge && !thing) return [edge.passage];
  const named = [...(index.touching.get(id) ?? []), ...(index.naming.get(id) ?? [])].map((one) => one.passage);
  return [...(index.data.pages[id] ?? []), ...named];
}

/** How to cite the record of a thing, Claim or statement and the pages it rests on. */
export function cite(index: Index, id: string, format: Format): string {
  const { citing, places } = index.data;
  const edge = index.edges.get(id);
  const title = (edge ? edge.sentence : (index.nodes.get(id)?.label ?? id)).split(/\s+/).filter(Boolean).join(" ");
  const pages = new Map<string, number[]>();
  const rests = edge ? [edge.passage] : passagesOf(index, id);
  for (const place of rests.map((passage) => places[passage])) {
    if (place) pages.set(place.source, [...(pages.get(place.source) ?? []), place.page]);
  }
  const rows: [CiteRow, (text: string, dash: string) => string][] = [
    [citing.graph, (text) => record(text, id, title)],
    ...[...pages.keys()]
      .sort()
      .filter((source) => citing.sources[source])
      .map((source): [CiteRow, (text: string, dash: string) => string] => [
        citing.sources[source]!,
        (text, dash) => text.replaceAll(PAGES, joined(pages.get(source)!, dash)),
      ]),
  ];
  if (format === "bibtex") {
    return rows.map(([row, fill], i) => (i ? fill(row.bibtex, "--") : bibtexRecord(row.bibtex, id, title))).join("\n");
  }
  if (format === "csl") {
    const items = rows.map(
      ([row, fill], i) => JSON.parse(i ? fill(row.csl, "-") : "null") ?? cslRecord(row.csl, id, title),
    );
    return `${JSON.stringify(items, null, 1)}\n`;
  }
  const notes = rows.map(([row, fill]) => `  ${fill(row.note, "–")}`);
  const entries = rows.map(([row, fill]) => `  ${fill(row.entry, "–")}`);
  return `${["Notes", ...notes, "", "Bibliography", ...entries].join("\n")}\n`;
}

const record = (text: string, id: string, title: string): string =>
  text
    .replaceAll(`“${TITLE},”`, () => quotedTitle(title, ","))
    .replaceAll(`“${TITLE}.”`, () => quotedTitle(title, "."))
    .replaceAll(ID, () => id);

const bibtexRecord = (text: string, id: string, title: string): string =>
  text.replaceAll(TITLE, () => tex(title)).replaceAll(ID, () => id);

function cslRecord(text: string, id: string, title: string): Record<string, unknown> {
  const item: Record<string, unknown> = JSON.parse(text);
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === "string") item[key] = value.replaceAll(TITLE, () => title).replaceAll(ID, () => id);
  }
  return item;
}
