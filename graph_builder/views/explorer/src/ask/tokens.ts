// A query in pieces.  Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar, terminals; as in query_text.py.

export type Kind = "blank" | "string" | "iri" | "variable" | "name" | "word" | "number" | "sign";

export interface Token {
  kind: Kind;
  text: string;
  /** Units: UTF-16 code units, as in the editor. */
  start: number;
}

const LETTER = "\\p{L}\\p{Nl}\\p{No}";
const W = `${LETTER}\\p{Nd}_`;
const TOKEN = new RegExp(
  [
    "(?<blank>\\s+|#[^\\n\\r]*)",
    "(?<string>\"{3}(?:\\\\.|[^\\\\])*?(?:\"{3}|$)|'{3}(?:\\\\.|[^\\\\])*?(?:'{3}|$)" +
      "|\"(?:\\\\.|[^\"\\\\\\n\\r])*\"?|'(?:\\\\.|[^'\\\\\\n\\r])*'?)",
    '(?<iri><[^<>"{}|^`\\\\\\x00-\\x20]*>)',
    `(?<variable>[?$@][${W}-]+)`,
    `(?<name>(?:_|[${LETTER}][${W}.-]*)?:(?:[${W}.:-]|%[0-9A-Fa-f]{2}|\\\\.)*)`,
    `(?<word>[${LETTER}_][${W}]*)`,
    "(?<number>(?:\\p{Nd}+\\.\\p{Nd}*|\\.?\\p{Nd}+)(?:[eE][+-]?\\p{Nd}+)?)",
    "(?<sign>.)",
  ].join("|"),
  "gsu",
);

/** The query in pieces, without blanks and comments. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  for (const match of query.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups!).find((name) => match.groups![name] !== undefined) as Kind;
    if (kind !== "blank") found.push({ kind, text: match[0], start: match.index });
  }
  return found;
}

/** The prefixes that names in the query have, in the order of their text. */
export const prefixesIn = (query: string): string[] =>
  [
    ...new Set(
      tokens(query)
        .filter((token) => token.kind === "name")
        .map((token) => token.text.split(":", 1)[0]!),
    ),
  ].sort();
