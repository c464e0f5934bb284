// The comparison of outlooks, on the payload that Python writes.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { whole } from "../src/columns.ts";
import { atFirst, chosen, compared, contrasted, type Row, saying, tieOf } from "../src/compare.ts";
import { comparisonCsv, SILENT } from "../src/comparecsv.ts";
import type { Index } from "../src/index.ts";
import { bare, heldIn, outlooksOf, shortNames } from "../src/outlooks.ts";
import type { Edge } from "../src/payload.ts";
import { world } from "./world.ts";

let real: Index;
let small: Index;
before(async () => {
  real = await world("real");
  small = await world("small");
});

const THREE = ["stalin-1925", "chicherin-1925", "central-committee-majority-1925"];

const pairs = (index: Index): [string, string][] => {
  const ids = outlooksOf(index).map((node) => node.id);
  return ids.flatMap((a, i) => ids.slice(i + 1).map((b): [string, string] => [a, b]));
};

test("at first the three of 1925 that say most of the same things are compared", () => {
  assert.deepEqual(new Set(atFirst(real)), new Set(THREE));
  assert.ok(contrasted(real).some((set) => set.includes("nkid-1925") && set.length === 3));
  assert.doesNotThrow(() => atFirst(small));
});

test("every statement of every outlook stands in some row, and no row is empty", () => {
  for (const index of [real, small]) {
    for (const set of pairs(index)) {
      const rows = compared(index, set);
      const told = new Set(rows.flatMap((row) => row.cells.flat().map((edge) => edge.id)));
      for (const edge of set.flatMap((id) => heldIn(index, id))) assert.ok(told.has(edge.id), edge.sentence);
      for (const row of rows) assert.ok(row.cells.some((cell) => cell.length));
    }
  }
});

test("one expects or believes what the other denies: the rows of contradictions.rq, and no others", () => {
  const foreseen = (edge: Edge): boolean => edge.relation === "expects" || edge.relation === "believes";
  for (const [a, b] of pairs(real)) {
    const own = (id: string): Edge[] => heldIn(real, id).filter((edge) => edge.from === id && foreseen(edge));
    const wanted = new Set(
      own(a).flatMap((one) =>
        own(b)
          .filter((two) => two.to === one.to && two.negated !== one.negated)
          .map((two) => two.to),
      ),
    );
    const found = compared(real, [a, b])
      .filter((row) =>
        row.pairs.some(({ tie, one, other }) => tie === "contradiction" && foreseen(one) && foreseen(other)),
      )
      .map((row) => row.id);
    assert.deepEqual(new Set(found), wanted, `${a} ${b}`);
  }
});

test("Stalin denies the respite that the majority expects; that row comes first", () => {
  const [first] = compared(real, THREE);
  assert.equal(first!.id, "prolonged-respite");
  assert.equal(first!.verdict, "contradiction");
  assert.equal(first!.cells[1]!.length, 0);
  assert.deepEqual(
    first!.cells.map((cell) => cell[0] && saying(real, cell[0], first!.id).stance),
    ["denies", undefined, "expects"],
  );
});

test("opposite signs of one link contradict, the same sign agrees, purposes and chances contradict nothing", () => {
  const link = heldIn(real, "integrationists-1921").find(
    (edge) => edge.relation === "promotes" && edge.mode === "actual",
  )!;
  const other = (change: Partial<Edge>): Edge => ({ ...whole(link), id: "x", view: "y", ...change });
  assert.equal(tieOf(real, link, other({})), "agreement");
  assert.equal(tieOf(real, link, other({ relation: "hinders" })), "contradiction");
  assert.equal(tieOf(real, link, other({ negated: true })), "contradiction");
  assert.equal(tieOf(real, link, other({ relation: "hinders", negated: true })), "");
  assert.equal(tieOf(real, link, other({ relation: "hinders", mode: "intended" })), "");
  assert.equal(tieOf(real, link, other({ to: "lenin" })), "");
  const maybe = { ...whole(link), mode: "possible" };
  assert.equal(tieOf(real, maybe, other({ negated: true, mode: "possible" })), "");
  const hope = { ...whole(link), relation: "hopes_for", from: link.view };
  assert.equal(tieOf(real, hope, other({ relation: "fears", from: "y" })), "contradiction");
});

test("a sentence is told without the name of its outlook and is otherwise whole", () => {
  for (const edge of real.data.edges.filter((one) => one.view)) {
    const text = bare(real, edge);
    assert.ok(edge.sentence.endsWith(text) && text.length > 5);
    assert.ok(edge.by.length || !text.startsWith("In the outlook"));
    const said = saying(real, edge, edge.to);
    if (said.led) assert.equal(said.stance + said.text, text);
  }
});

test("outlooks of one holder have different short names", () => {
  for (const set of pairs(real)) assert.equal(new Set(shortNames(real, set).values()).size, 2);
});

test("an address names known outlooks, each once, at most four", () => {
  assert.deepEqual(chosen(real, "stalin-1925,x,stalin-1925,lenin"), ["stalin-1925"]);
  assert.equal(
    chosen(
      real,
      outlooksOf(real)
        .map((node) => node.id)
        .join(),
    ).length,
    4,
  );
});

test("the CSV has a row for each thing, says where the text is silent, and runs in no spreadsheet", () => {
  const rows = compared(real, THREE);
  const text = comparisonCsv(real, THREE, rows, () => SILENT);
  const cells = parsed(text);
  assert.equal(cells.length, rows.length + 1);
  assert.ok(cells.every((line) => line.length === cells[0]!.length));
  assert.equal(cells[1]![2], "contradiction");
  assert.equal(cells[1]![5], SILENT);
  assert.match(cells[1]![4]!, /^Jacobson 1994, p. 173/);
  const evil: Row = { ...rows[0]!, id: "=1+1" };
  assert.ok(comparisonCsv(real, THREE, [evil], () => "").includes("\r\n'=1+1,"));
});

function parsed(csv: string): string[][] {
  const lines: string[][] = [];
  for (const line of csv.match(/(?:"(?:[^"]|"")*"|[^"\r])*\r\n/g) ?? []) {
    const cells = line.slice(0, -2).match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,"]*)(?=,|$)/g) ?? [];
    lines.push(cells.map((cell) => cell.replace(/^"|"$/g, "").replaceAll('""', '"')));
  }
  return lines;
}
