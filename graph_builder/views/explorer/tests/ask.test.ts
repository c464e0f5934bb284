// Questions, dates and queries, against what Python says of the same (tests/views/explorer/test_ask.py writes it).

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import {
  type Answer,
  cellOf,
  type Meaning,
  meaningOf,
  readRows,
  sorted,
  statementsIn,
  thingsIn,
} from "../src/ask/answer.ts";
import type { Asking } from "../src/ask/asking.ts";
import { boundsOf, DateFault } from "../src/ask/dates.ts";
import { asked, filled, type Library, prologue, SlotFault, shortened } from "../src/ask/library.ts";
import type { Term } from "../src/ask/messages.ts";
import { explained, limited, read } from "../src/ask/query.ts";
import { behindPrologue } from "../src/ask/session.ts";
import { type Offer, offersFor } from "../src/ask/terms.ts";
import { tokens } from "../src/ask/tokens.ts";
import { csvOf, jsonOf, turtleOf } from "../src/ask/written.ts";
import { finderOf } from "../src/search.ts";
import { world } from "./world.ts";

interface Cases {
  asking: Asking;
  /** [question, arguments, query, in English]; the query is null where Python refuses. */
  filled: [string, Record<string, string>, string | null, string | null][];
  /** [date, first day, last day, words]; null where Python refuses. */
  dates: [string, [string, string, string] | null][];
  /** [query, line, column] of what Python refuses. */
  faults: [string, string, number, number][];
  reading: string[];
}

const file = join(process.env.EXPLORER_WORLDS ?? "", "asked.json");
const skip = !existsSync(file);
let cases: Cases;
let library: Library;
let meaning: Meaning;

before(async () => {
  if (skip) return;
  cases = JSON.parse(readFileSync(file, "utf8"));
  library = { asking: cases.asking, index: await world("real") };
  meaning = meaningOf(library.asking, library.index);
});

const questionOf = (name: string) => library.asking.questions.find((one) => one.name === name)!;

test("every question has the query that Python fills in, to the letter, and reads as there", { skip }, () => {
  for (const [name, values, query, words] of cases.filled) {
    const made = (): string => filled(library, questionOf(name), values);
    if (query === null) assert.throws(made, SlotFault, `${name} ${JSON.stringify(values)}`);
    else {
      assert.equal(made(), query, name);
      assert.equal(asked(library, questionOf(name), values), words, name);
    }
  }
});

test("a date has the bounds and the words that it has in Python", { skip }, () => {
  for (const [text, wanted] of cases.dates) {
    if (wanted === null) assert.throws(() => boundsOf(text), DateFault, text);
    else assert.deepEqual(Object.values(boundsOf(text)), wanted, text);
  }
});

test("a query that Python reads is read, and a fault is where Python finds it", { skip }, () => {
  for (const query of cases.reading) assert.equal(typeof read(query), "string", query);
  const known = Object.keys(library.asking.prefixes);
  for (const [query, said, line, column] of cases.faults) {
    const first = read(query);
    const fault = typeof first === "string" ? explained(said, query, known) : first;
    assert.deepEqual([fault.line, fault.column], [line, column], `${query}: ${fault.message}`);
    assert.ok(fault.message.length > 5);
  }
});

test("nothing that is written into a slot gets into a query but as what it is checked to be", { skip }, () => {
  const evil = '"} INSERT DATA { kg:a kg:b kg:c } #';
  for (const question of library.asking.questions) {
    for (const parameter of question.parameters) {
      const made = (): string => filled(library, question, { [parameter.name]: evil });
      if (parameter.type !== "text") assert.throws(made, SlotFault);
      else {
        assert.ok(made().includes('{ "\\"} INSERT DATA { kg:a kg:b kg:c } #" }'));
        assert.equal(read(made()), "rows");
      }
    }
  }
  const words = questionOf("text-search");
  for (const text of ["a\\b", "a\nb", "a\u202eb", "a\u0000", "", "x".repeat(201)])
    assert.throws(() => filled(library, words, { words: text || " " }), SlotFault, JSON.stringify(text));
});

test("the known prefixes need not be written, and are put before the query on one line", { skip }, () => {
  const query = filled(library, questionOf("who-supported"), {});
  const short = shortened(library, query);
  assert.ok(!short.includes("PREFIX"));
  assert.equal(prologue(library, short).split("\n").length, 2);
  for (const prefix of ["kg", "kgo", "rdf", "rdfs", "dcterms"])
    assert.match(prologue(library, short), RegExp(`PREFIX ${prefix}: <http`));
  assert.equal(behindPrologue("error at 3:5: expected"), "error at 2:5: expected");
});

test("rows are limited where the query leaves them open, and nowhere else", () => {
  const most = (query: string): string => limited(query, 10).replaceAll(/\s+/g, " ").trim();
  assert.equal(most("SELECT * { ?s ?p ?o }"), "SELECT * { ?s ?p ?o } LIMIT 11");
  assert.equal(most("SELECT * { ?s ?p ?o } # LIMIT 3"), "SELECT * { ?s ?p ?o } # LIMIT 3 LIMIT 11");
  assert.equal(limited("SELECT * {} # end", 10), "SELECT * {} # end\nLIMIT 11\n");
  assert.equal(most("SELECT * { ?s ?p ?o } LIMIT 3"), "SELECT * { ?s ?p ?o } LIMIT 3");
  assert.equal(most("SELECT * { ?s ?p ?o } limit 30 OFFSET 2"), "SELECT * { ?s ?p ?o } limit 11 OFFSET 2");
  assert.equal(
    most("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }"),
    "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } } LIMIT 11",
  );
  assert.equal(most("SELECT * { ?s ?p ?o } VALUES ?s { 1 }"), "SELECT * { ?s ?p ?o } LIMIT 11 VALUES ?s { 1 }");
});

test("tokens are whole and in their order", () => {
  const query =
    'PREFIX é: <http://x/> SELECT ?a_b { é:c.d-e ?p """x \' " y""" , \'it\\\'s\'@en , 1.5e3 . FILTER(?x<2&&?y>1) } # \'end';
  const pieces = tokens(query);
  for (const piece of pieces) assert.equal(query.slice(piece.start, piece.start + piece.text.length), piece.text);
  assert.deepEqual(
    pieces.filter((one) => one.kind === "string").map((one) => one.text),
    ['"""x \' " y"""', "'it\\'s'"],
  );
});

const uri = (value: string): Term => ({ type: "uri", value });

test("what stands in a row is called by its name and leads to what it is", { skip }, () => {
  const { base } = library.index.data;
  const edge = library.index.data.edges[0]!;
  const look = (term: Term): string[] => Object.values(cellOf(meaning, term)).slice(0, 3) as string[];
  assert.deepEqual(look(uri(`${base}lenin`)), ["thing", "Lenin", "lenin"]);
  assert.deepEqual(look(uri(base + edge.id)), ["statement", edge.sentence, edge.id]);
  assert.deepEqual(look(uri(`${library.asking.vocabulary}callsFor`)), ["term", "calls for", ""]);
  assert.deepEqual(look(uri(`${base}graph/lenin`)), ["graph", "beliefs of Lenin", "lenin"]);
  assert.deepEqual(look(uri(`${base}${edge.passage}`)), ["passage", edge.citation, ""]);
  assert.deepEqual(look(uri("javascript:alert(1)")), ["link", "javascript:alert(1)", ""]);
  assert.equal(cellOf(meaning, uri("javascript:alert(1)")).url, "");
  assert.deepEqual(look({ type: "literal", value: "<b>x</b>" }), ["text", "<b>x</b>", ""]);
  const row = [uri(base + edge.id), null];
  assert.deepEqual(statementsIn(meaning, row), [edge]);
  assert.deepEqual(thingsIn(meaning, row), [edge.from, edge.to]);
});

const answerOf = (values: (string | null)[], more: Partial<Term> = {}): Answer => ({
  form: "rows",
  columns: ["x"],
  rows: values.map((value) => [value === null ? null : { type: "literal", value, ...more }]),
  yes: null,
  cut: false,
  took: 0,
});

test("rows are sorted as what they are, and what is empty comes last both ways", { skip }, () => {
  const numbers = answerOf(["10", null, "9", "-1.5"], { datatype: "http://www.w3.org/2001/XMLSchema#decimal" });
  const order = (answer: Answer, down: boolean) =>
    sorted(meaning, answer, 0, down).map((i) => answer.rows[i]![0]?.value ?? "");
  assert.deepEqual(order(numbers, false), ["-1.5", "9", "10", ""]);
  assert.deepEqual(order(numbers, true), ["10", "9", "-1.5", ""]);
  assert.deepEqual(order(answerOf(["page 10", "page 9", null]), false), ["page 9", "page 10", ""]);
});

test("an answer keeps its limit, and its files hold its rows", () => {
  const text = JSON.stringify({
    head: { vars: ["a", "b"] },
    results: { bindings: [{ a: { type: "literal", value: '=x"y' }, b: { type: "literal", value: "-1.5" } }, {}, {}] },
  });
  const answer = readRows(text, 2, 1);
  assert.deepEqual([answer.rows.length, answer.cut], [2, true]);
  assert.equal(csvOf(answer.columns, answer.rows), 'a,b\r\n"\'=x""y",-1.5\r\n,\r\n');
  assert.equal(JSON.parse(jsonOf(answer, answer.rows)).results.bindings.length, 2);
  assert.equal(readRows('{"head":{},"boolean":true}', 2, 1).yes, true);
});

test("Turtle names with prefixes what it can and escapes the rest", () => {
  const rows: Term[][] = [
    [uri("https://x.org/a"), uri("https://x.org/p"), { type: "literal", value: 'a "b"\n\\', "xml:lang": "en" }],
    [uri("https://x.org/a"), uri("https://x.org/p"), { type: "literal", value: "1", datatype: "https://y.org/int" }],
    [{ type: "bnode", value: "b0" }, uri("https://x.org/p.q"), uri("https://z.org/<>")],
  ];
  assert.equal(
    turtleOf(rows, { x: "https://x.org/" }),
    '@prefix x: <https://x.org/> .\n\nx:a x:p "a \\"b\\"\\n\\\\"@en, "1"^^<https://y.org/int> .\n\n' +
      "_:b0 <https://x.org/p.q> <https://z.org/\\u003C\\u003E> .\n",
  );
});

test("the editor offers the graph's own things, relations and prefixes, and the query's variables", { skip }, () => {
  const from = { ...library, finder: () => finderOf(library.index) };
  const first = (word: string, query = ""): string[] =>
    offersFor(from, word, query)
      .slice(0, 4)
      .map((offer: Offer) => offer.label);
  assert.equal(first("kg:chich")[0], "kg:chicherin");
  assert.ok(first("Tchitcherin").includes("kg:chicherin"));
  assert.equal(first("kgo:supp")[0], "kgo:supports");
  assert.ok(first("kgo:calls for")[0] === undefined || first("kgo:callsF")[0] === "kgo:callsFor");
  assert.ok(first("skos:alt").includes("skos:altLabel"));
  assert.deepEqual(first("?wh", "SELECT ?who ?what { ?who ?p ?wh }"), ["?who", "?what"]);
  assert.ok(first("OPT").includes("OPTIONAL"));
  assert.ok(first("kg").includes("kg:"));
});
