// A query as text: what is refused before the engine sees it, how its rows are limited, and where the fault is that the
// engine found.  As in query_text.py.

import type { Form } from "./messages.ts";
import { type Token, tokens } from "./tokens.ts";
import { isWord, near, WORDS } from "./words.ts";

export interface Fault {
  /** What is wrong, and what to do about it. */
  message: string;
  remedy: string;
  /** From 1; 0 where the place is not known. */
  line: number;
  column: number;
  /** The piece of the query, in UTF-16 code units; -1 where it is not known. */
  from: number;
  to: number;
}

const PLACE = /error at (?:line )?(\d+)(?::| column )(\d+)(?:-[\d:]+)?:?\s*/i;
const CLASS = /\[(?:[^[\]"']|'[^']*'|"[^"]*"|\\.)*\]/g;
const ITEM = /"(?:\\.|[^"\\])*"|[^,"]+/g;
const FORMS: Record<string, Form> = { SELECT: "rows", ASK: "truth", CONSTRUCT: "triples", DESCRIBE: "triples" };
const UPDATES = new Set("INSERT DELETE LOAD CLEAR DROP CREATE COPY MOVE ADD WITH".split(" "));
const CLOSES: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const OPENS = new Set(Object.values(CLOSES));
const EXPECTED = 8;

export const noPlace = (message: string, remedy = ""): Fault => ({
  message,
  remedy,
  line: 0,
  column: 0,
  from: -1,
  to: -1,
});

/** A fault at a place; its column counts characters, as the engine does. */
export function faultAt(query: string, start: number, message: string, remedy = ""): Fault {
  const at = Math.min(start, query.length);
  const begin = query.lastIndexOf("\n", at - 1) + 1;
  const piece = tokens(query).find((token) => token.start <= at && at < token.start + token.text.length);
  return {
    message,
    remedy,
    line: query.slice(0, at).split("\n").length,
    column: [...query.slice(begin, at)].length + 1,
    from: at,
    to: piece ? piece.start + piece.text.length : Math.min(query.length, at + 1),
  };
}

/** True for PREFIX, BASE and what belongs to them, as far as the query's own word. */
function inPrologue(pieces: readonly Token[], index: number): boolean {
  const words = pieces.slice(0, index + 1).filter((token) => token.kind === "word");
  const beginning = words.map((token) => token.text.toUpperCase());
  const { kind } = pieces[index]!;
  return (
    beginning.every((word) => word === "PREFIX" || word === "BASE") &&
    (kind === "word" || kind === "iri" || (kind === "name" && beginning.includes("PREFIX")))
  );
}

/** Oxigraph wants no blank around SERVICE: `trueSERVICE<...>` and `SERVICEkg:x {` are read as such. */
function asksAServer(token: Token, after: Token | undefined): boolean {
  if (token.kind === "word") return /service/i.test(token.text);
  return token.kind === "name" && /service/i.test(token.text.split(":", 1)[0]!) && after?.text === "{";
}

/** What kind of answer a query has; or why it is none that is answered here: it would change the graph or leave it. */
export function read(query: string): Form | Fault {
  const pieces = tokens(query);
  const at = pieces.findIndex((_, i) => !inPrologue(pieces, i));
  const first = pieces[at];
  if (!first)
    return noPlace("The query is empty.", "Choose a question, or write SELECT * WHERE { ?s ?p ?o } LIMIT 10.");
  const word = first.text.toUpperCase();
  if (UPDATES.has(word))
    return faultAt(
      query,
      first.start,
      `${word} would change the graph.`,
      "This page only reads: write SELECT, ASK, CONSTRUCT or DESCRIBE.",
    );
  if (first.kind === "word" && pieces[at - 1]?.text.toUpperCase() === "PREFIX")
    return faultAt(query, first.start, "A prefix ends in a colon.", `Write PREFIX ${first.text}: <...>`);
  const form = FORMS[word];
  const like = form ? undefined : near(word, Object.keys(FORMS));
  if (!form)
    return faultAt(
      query,
      first.start,
      `“${first.text}” begins no query.`,
      `A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.${like ? ` Did you mean ${like}?` : ""}`,
    );
  const server = pieces.find((token, i) => asksAServer(token, pieces[i + 1]));
  if (server)
    return faultAt(
      query,
      server.start,
      "SERVICE would ask another server.",
      "This page answers from itself only and never uses the network: leave SERVICE out.",
    );
  return form;
}

/** The query with a limit of one row more than this, so that it shows whether there are more; a smaller one stays. */
export function limited(query: string, most: number): string {
  const pieces = tokens(query);
  let depth = 0;
  let end = query.length;
  for (let i = 0; i < pieces.length; i++) {
    const { text, start, kind } = pieces[i]!;
    if ("{([".includes(text)) depth++;
    else if ("})]".includes(text)) depth--;
    if (depth || kind !== "word") continue;
    const number = pieces[i + 1];
    if (/^limit$/i.test(text) && number?.kind === "number")
      return Number(number.text) <= most
        ? query
        : `${query.slice(0, number.start)}${most + 1}${query.slice(number.start + number.text.length)}`;
    if (/^values$/i.test(text)) end = start;
  }
  return `${query.slice(0, end)}\nLIMIT ${most + 1}\n${query.slice(end)}`;
}

/** Where the engine's line and column are in the query; they count characters. */
function offsetOf(query: string, line: number, column: number): number {
  const lines = query.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
}

/**
 * The engine's error as a person would say it, at the place that it means.
 *
 * Oxigraph names the farthest place that it looked at, which lies behind the fault when it looked for a long word.
 */
export function explained(error: string, query: string, known: Iterable<string>): Fault {
  const place = PLACE.exec(error);
  if (!place) return noPlace(`${error.charAt(0).toUpperCase()}${error.slice(1)}.`);
  const offset = offsetOf(query, Number(place[1]), Number(place[2]));
  const wanted = error
    .slice(place.index + place[0].length)
    .replace(CLASS, "")
    .replace(/^expected /, "")
    .replace(/^one of /, "");
  const items = (wanted.match(ITEM) ?? []).map((item) => item.trim()).filter(Boolean);
  const signs = items.filter((item) => item.startsWith('"'));
  const words = items.filter((item) => /^[A-Z]+$/.test(item) || /^is[A-Z]\w+$|^sameTerm$/.test(item));
  const said = items.filter((item) => item.includes(" ") && !signs.includes(item) && item !== "Prefix not found");
  const own = ownFault(query, offset, new Set(known));
  if (own) return own;
  if (said.includes("IRI parsing failed"))
    return faultAt(
      query,
      Math.max(query.lastIndexOf("<", offset - 1), 0),
      "This IRI cannot be read.",
      "Write it in full, from https: on, or use a prefix such as kg:lenin.",
    );
  if (said.length) return noPlace(`${said[0]}.`, remedyFor(said[0]!));
  if (signs.length) {
    const more = signs.length > EXPECTED ? ", …" : "";
    return faultAt(
      query,
      offset,
      "This cannot be read here.",
      `Expected is one of: ${signs.slice(0, EXPECTED).map(unquoted).join("  ")}${more}`,
    );
  }
  if (words.length) {
    const start = Math.max(offset - Math.min(...words.map((word) => word.length)), 0);
    return faultAt(
      query,
      start,
      "This cannot be read here.",
      "Look at this word and the one before it: a dot, a bracket or a word may be missing.",
    );
  }
  return noPlace(
    "The query cannot be read; the place of the fault is not known.",
    "Look for a missing bracket or dot.",
  );
}

const unquoted = (item: string): string => item.slice(1, -1).replace(/\\(.)/g, "$1");

const remedyFor = (said: string): string =>
  /unbound|not in the group|GROUP BY/i.test(said)
    ? "Name the variable after GROUP BY too, or take one of its values: (SAMPLE(?x) AS ?one)."
    : /duplicate/i.test(said)
      ? "Name each variable once."
      : "";

/** A fault no later than `offset` that can be named better than the engine does: words, prefixes, strings, brackets. */
function ownFault(query: string, offset: number, known: Set<string>): Fault | null {
  const pieces = tokens(query);
  pieces.forEach((token, i) => {
    if (pieces[i - 1]?.text.toUpperCase() === "PREFIX") known.add(token.text.slice(0, -1));
  });
  const opened: Token[] = [];
  for (const token of pieces) {
    if (token.start > offset) break;
    const [prefix = ""] = token.text.split(":", 1);
    if (token.kind === "name" && prefix !== "_" && !known.has(prefix)) {
      if (query[token.start - 1] === "<")
        return faultAt(query, token.start - 1, "This IRI holds a character that no IRI has.", "Leave out blanks.");
      const listed = [...known].sort().join(", ");
      return faultAt(query, token.start, `The prefix “${prefix}:” is not known.`, `Known are: ${listed}.`);
    }
    if (token.kind === "word" && !isWord(token.text)) {
      const like = near(token.text, WORDS);
      return faultAt(
        query,
        token.start,
        `SPARQL has no word “${token.text}”.`,
        like ? `Did you mean ${like}?` : "A name needs a prefix, as in kg:lenin; a variable begins with ?.",
      );
    }
    if (token.kind === "string" && (token.text.length < 2 || token.text.at(-1) !== token.text[0]))
      return faultAt(query, token.start, "This text has no end.", `Close it with ${token.text[0]}.`);
    if (OPENS.has(token.text)) opened.push(token);
    else if (token.text in CLOSES && opened.pop()?.text !== CLOSES[token.text])
      return faultAt(query, token.start, `This “${token.text}” closes nothing.`, "Leave it out, or open it before.");
  }
  const last = opened.at(-1);
  if (last && offset >= query.trimEnd().length)
    return faultAt(query, last.start, `This “${last.text}” is never closed.`, "Close it at the end of its part.");
  return null;
}
