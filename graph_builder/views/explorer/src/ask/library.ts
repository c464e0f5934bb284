// A question of the library with its slots filled: the query, and the question in English.  As library.py: an argument
// never enters a query as it was written, it is looked up in the graph, read as a date or number, or escaped as a literal.

import type { Index } from "../index.ts";
import { labelOf } from "../index.ts";
import type { Asking, ParameterRow, QuestionRow } from "./asking.ts";
import { boundsOf, DateFault } from "./dates.ts";
import { prefixesIn } from "./tokens.ts";

/** The argument that leaves a thing or a relation open. */
export const ANY = "any";
export const PASSAGE = "Passage";

/** What was given for a slot is not what the slot asks for. */
export class SlotFault extends Error {}

/** An argument that was checked: as it stands between the braces of VALUES, and in English. */
export interface Value {
  term: string;
  words: string;
}

const VALUES = /^([ \t]*VALUES (\?\w+|\(\?\w+ \?\w+\)) \{ )([^{}\n]*?)( \})/gm;
const SLOT = /\{(\w+)\}/g;
const NUMBER = /^([+-]?)0*([0-9]{1,15})(?:\.([0-9]{1,9}))?$/;
const LONGEST = 200;

export interface Library {
  asking: Asking;
  index: Index;
}

/** Id, kind and names of something that can be asked about, the label first. */
export interface Named {
  id: string;
  kind: string;
  names: string[];
}

interface All {
  list: Named[];
  /** By their ids, behind a line feed, and by their names as they are compared; in the order of the list. */
  by: Map<string, Named[]>;
}

const lists = new WeakMap<Index, All>();

function allOf(index: Index): All {
  const known = lists.get(index);
  if (known) return known;
  const read = new Map(index.data.passages.map((row) => [row.id, row.citation]));
  const passages = new Set([...read.keys(), ...Object.keys(index.data.places)]);
  const list: Named[] = [
    ...index.data.nodes
      .filter((node) => node.kind !== "Figure")
      .map((node) => ({ id: node.id, kind: node.kind, names: [node.label, ...node.aka] })),
    ...[...passages].map((id) => ({ id, kind: PASSAGE, names: [read.get(id) ?? id] })),
  ];
  const by = new Map<string, Named[]>();
  for (const one of list) {
    for (const key of new Set([`\n${one.id}`, ...one.names.map(folded)])) {
      const own = by.get(key);
      if (own) own.push(one);
      else by.set(key, [one]);
    }
  }
  lists.set(index, { list, by });
  return { list, by };
}

/** Whatever can be asked about. */
export const named = ({ index }: Library): readonly Named[] => allOf(index).list;

/** What has this id, or one of these names. */
function calledSo({ index }: Library, id: string, name: string): Named[] {
  const { by } = allOf(index);
  const found = by.get(`\n${id}`) ?? [];
  return [...found, ...(by.get(name) ?? []).filter((one) => !found.includes(one))];
}

/** Whether a slot takes a thing of this kind; a slot without kinds takes any but a passage. */
export const takes = (parameter: ParameterRow, kind: string): boolean =>
  parameter.kinds.length ? parameter.kinds.includes(kind) : kind !== PASSAGE;

const folded = (words: string): string => words.toLowerCase();

function thing(library: Library, parameter: ParameterRow, given: string): Value {
  const wanted = folded(given.split(/\s+/).join(" "));
  const meant: { id: string; names: string[] }[] = [];
  let other = "";
  for (const one of calledSo(library, given, wanted)) {
    if (!takes(parameter, one.kind)) other ||= one.kind;
    else if (one.id === given) return { term: `kg:${one.id}`, words: one.names[0]! };
    else meant.push(one);
  }
  const [first, second] = meant;
  if (second)
    throw new SlotFault(
      `“${given}” is the name of several things: ${meant.map((one) => one.id).join(", ")}. Pick one.`,
    );
  if (first) return { term: `kg:${first.id}`, words: first.names[0]! };
  const what = parameter.kinds.join(" or ") || "thing";
  throw new SlotFault(
    other
      ? `“${given}” is a ${other}, and this must be a ${what}.`
      : `There is no ${what} “${given}” in this graph. Pick one from the list.`,
  );
}

function relation({ asking }: Library, given: string): Value {
  const forms = new Map(Object.entries(asking.verbs));
  for (const { id, camel } of asking.relations) forms.set(id, id).set(camel, id);
  const id = forms.get(given) ?? forms.get(given.replaceAll(" ", "_"));
  const row = asking.relations.find((one) => one.id === id);
  if (!row) throw new SlotFault(`There is no relation “${given}”. Choose one from the list.`);
  return { term: `kgo:${row.camel}`, words: row.words };
}

function date(given: string): Value {
  try {
    const { first, last, words } = boundsOf(given);
    return { term: `("${first}"^^xsd:date "${last}"^^xsd:date)`, words };
  } catch (error) {
    if (!(error instanceof DateFault)) throw error;
    const remedy = error.remedy || "write a date such as 1921-10-28, early 1922 or 1918/1921";
    throw new SlotFault(`${error.message}: ${remedy}.`);
  }
}

function number(given: string): Value {
  const [all, sign = "", whole, part] = NUMBER.exec(given) ?? [];
  if (all === undefined) throw new SlotFault(`“${given}” is not a number such as 22 or -1.5.`);
  const written = `${sign.replace("+", "")}${whole}${part ? `.${part}` : ""}`;
  return { term: written, words: written };
}

/** A literal without code point escapes; what cannot be seen is refused. */
function text(given: string): Value {
  if (!given || [...given].length > LONGEST) throw new SlotFault(`Write 1 to ${LONGEST} characters.`);
  const strange = [...given].find((sign) => sign === "\\" || (sign !== " " && /[\p{C}\p{Z}]/u.test(sign)));
  if (strange !== undefined) {
    const shown = sign(strange);
    throw new SlotFault(`A text cannot have the character ${shown}.`);
  }
  return { term: `"${given.replaceAll('"', '\\"')}"`, words: given };
}

const sign = (one: string): string =>
  one === "\\" ? "\\" : `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** The argument, checked; throws SlotFault. */
export function checked(library: Library, parameter: ParameterRow, raw: string): Value {
  const given = raw.trim();
  if (given === ANY && parameter.anyone) return { term: "UNDEF", words: parameter.anyone };
  if (parameter.type === "thing") return thing(library, parameter, given);
  if (parameter.type === "relation") return relation(library, given);
  return { date, number, text }[parameter.type as "date" | "number" | "text"](given);
}

const variablesOf = ({ name, type }: ParameterRow): string =>
  type === "date" ? `(?${name}_from ?${name}_to)` : `?${name}`;

type Arguments = Readonly<Record<string, string>>;
const given = (parameter: ParameterRow, values: Arguments): string => values[parameter.name] ?? parameter.default;

/** The query of a question with these arguments, complete with the prefixes that it uses; throws SlotFault. */
export function filled(library: Library, question: QuestionRow, values: Arguments): string {
  const terms = new Map(
    question.parameters.map((parameter) => [
      variablesOf(parameter),
      checked(library, parameter, given(parameter, values)).term,
    ]),
  );
  const body = question.query.replace(VALUES, (all, head: string, variables: string, _values: string, tail: string) => {
    const term = terms.get(variables);
    return term === undefined ? all : `${head}${term}${tail}`;
  });
  const known = library.asking.library;
  const used = prefixesIn(body).filter((prefix) => known[prefix] !== undefined);
  return used.map((prefix) => `PREFIX ${prefix}: <${known[prefix]}>\n`).join("") + body;
}

/** The query without the PREFIX lines at its head that say what is known anyway. */
export function shortened({ asking }: Library, query: string): string {
  const line = /^PREFIX ([\w-]*): <([^>]*)>\n/;
  let rest = query;
  let kept = "";
  for (let match = line.exec(rest); match; match = line.exec(rest)) {
    if (asking.prefixes[match[1]!] !== match[2]) kept += match[0];
    rest = rest.slice(match[0].length);
  }
  return kept + rest;
}

/** The PREFIX declarations that a query needs and does not make, on one line that ends in a line end. */
export function prologue({ asking }: Library, query: string): string {
  const used = prefixesIn(query).filter((prefix) => asking.prefixes[prefix] !== undefined);
  return `${used.map((prefix) => `PREFIX ${prefix}: <${asking.prefixes[prefix]}>`).join(" ")}\n`;
}

export interface Piece {
  text: string;
  parameter: ParameterRow | null;
}

/** The question as text and slots; slots that its text does not name stand at the end. */
export function pieces(question: QuestionRow): { sentence: Piece[]; more: ParameterRow[] } {
  const sentence: Piece[] = [];
  const left = new Map(question.parameters.map((parameter) => [parameter.name, parameter]));
  let at = 0;
  for (const match of question.text.matchAll(SLOT)) {
    if (match.index > at) sentence.push({ text: question.text.slice(at, match.index), parameter: null });
    const parameter = left.get(match[1]!);
    if (parameter) sentence.push({ text: "", parameter });
    else sentence.push({ text: match[0], parameter: null });
    left.delete(match[1]!);
    at = match.index + match[0].length;
  }
  if (at < question.text.length) sentence.push({ text: question.text.slice(at), parameter: null });
  return { sentence, more: [...left.values()] };
}

/** The question in English with what is asked for in its slots; what cannot be read stands as it was given. */
export function asked(library: Library, question: QuestionRow, values: Arguments): string {
  return question.text.replace(SLOT, (all, name: string) => {
    const parameter = question.parameters.find((one) => one.name === name);
    return parameter ? said(library, parameter, given(parameter, values)) : all;
  });
}

/** What stands in a slot, in words. */
export function said(library: Library, parameter: ParameterRow, value: string): string {
  try {
    return checked(library, parameter, value).words;
  } catch (error) {
    if (!(error instanceof SlotFault)) throw error;
    return labelOf(library.index, value);
  }
}
