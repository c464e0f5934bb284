// Answers as files: CSV, JSON (SPARQL 1.1 results) and Turtle.  Pure.

import { written as cell } from "../share/csv.ts";
import { type Answer, prefixed } from "./answer.ts";
import type { Term } from "./messages.ts";

const field = (term: Term | null): string => cell(term?.type === "bnode" ? `_:${term.value}` : (term?.value ?? ""));

type Rows = readonly (readonly (Term | null)[])[];

/** RFC 4180, as SPARQL 1.1 writes it; what a spreadsheet would run as a formula is defused. */
export const csvOf = (columns: readonly string[], rows: Rows): string =>
  [columns.join(","), ...rows.map((row) => row.map(field).join(","))].map((line) => `${line}\r\n`).join("");

/** SPARQL 1.1 query results in JSON. */
export function jsonOf(answer: Answer, rows: Rows): string {
  if (answer.form === "truth") return `${JSON.stringify({ head: {}, boolean: answer.yes })}\n`;
  const bindings = rows.map((row) =>
    Object.fromEntries(answer.columns.flatMap((name, i) => (row[i] ? [[name, row[i]]] : []))),
  );
  return `${JSON.stringify({ head: { vars: answer.columns }, results: { bindings } }, null, 1)}\n`;
}

/** The triples as Turtle, grouped by subject, with the prefixes that they use. */
export function turtleOf(rows: Rows, prefixes: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const written = (term: Term): string => {
    const name = term.type === "uri" ? prefixed(prefixes, term.value) : "";
    if (name) used.add(name.slice(0, name.indexOf(":")));
    if (name) return name;
    if (term.type === "uri") return iri(term.value);
    if (term.type === "bnode") return `_:${term.value}`;
    if (term.type === "triple") return `<<( ${term.value} )>>`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be written in another way
    const text = `"${term.value.replace(/[\\"\u0000-\u001f\u007f]/g, escaped)}"`;
    if (term["xml:lang"]) return `${text}@${term["xml:lang"]}`;
    return term.datatype ? `${text}^^${written({ type: "uri", value: term.datatype })}` : text;
  };
  const subjects = new Map<string, Map<string, string[]>>();
  for (const row of rows) {
    const [subject, predicate, object] = row.map((term) => written(term!));
    const own = subjects.get(subject!) ?? new Map<string, string[]>();
    subjects.set(subject!, own.set(predicate!, [...(own.get(predicate!) ?? []), object!]));
  }
  const body = [...subjects].map(
    ([subject, own]) =>
      `${subject} ${[...own].map(([predicate, objects]) => `${predicate} ${objects.join(", ")}`).join(" ;\n    ")} .\n`,
  );
  const head = [...used].sort().map((prefix) => `@prefix ${prefix}: <${prefixes[prefix]}> .\n`);
  return `${head.join("")}\n${body.join("\n")}`;
}

const NAMED: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escaped = (sign: string): string => NAMED[sign] ?? `\\u${code(sign)}`;
const code = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
// biome-ignore lint/suspicious/noControlCharactersInRegex: an address cannot hold them
const NO_ADDRESS = /[\u0000-\u0020<>"{}|^`\\]/g;
const iri = (address: string): string => `<${address.replace(NO_ADDRESS, (one) => `\\u${code(one)}`)}>`;
