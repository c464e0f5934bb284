// The senses of a term, on the payloads that Python writes.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { shownOf } from "../src/filters.ts";
import type { Index } from "../src/index.ts";
import { barOf, lanesOf, nameOf, orderOf, rootsOf, scaleOf, sensesOf, termOf, termsOf } from "../src/senses.ts";
import { NO_FILTERS, START } from "../src/state.ts";
import { world } from "./world.ts";

const worlds: Record<string, Index> = {};
before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds[name] = await world(name);
});
const real = (): Index => worlds.real!;
const all = (index: Index, term: string) => sensesOf(index, shownOf(index, NO_FILTERS), term);

test("every sense belongs to one term, and without filters all of them are shown", () => {
  for (const index of Object.values(worlds)) {
    const senses = index.data.nodes.filter((node) => node.kind === "Sense").map((node) => node.id);
    const rows = termsOf(index).flatMap((term) => all(index, term.id).map((row) => row.node.id));
    assert.deepEqual([...rows].sort(), [...senses].sort());
    for (const term of termsOf(index)) assert.equal(all(index, term.id).length, term.count);
  }
});

test("the term with most senses is shown first, another one when it or a sense of it is selected", () => {
  const terms = termsOf(real());
  assert.equal(termOf(real(), START, terms), "peaceful-coexistence");
  const two = [...terms, { id: "other", count: 1 }];
  assert.equal(termOf(real(), { ...START, own: { "senses.term": "other" } }, two), "other");
  assert.equal(termOf(real(), { ...START, own: { "senses.term": "gone" } }, two), "peaceful-coexistence");
  const chosen = { ...START, selected: "lenin-1920-21", own: { "senses.term": "other" } };
  assert.equal(termOf(real(), chosen, two), "peaceful-coexistence");
  assert.equal(termOf(real(), START, []), "");
});

test("actors stand in the order of their earliest sense, the author's own distinction last", () => {
  const rows = all(real(), "peaceful-coexistence");
  const lanes = lanesOf(rows);
  assert.deepEqual(
    lanes.slice(0, 2).map((lane) => lane.actor),
    ["trotsky", "lenin"],
  );
  assert.equal(lanes.at(-1)!.actor, "");
  assert.deepEqual(
    lanes.at(-1)!.rows.map((row) => row.node.id),
    ["strict-sense"],
  );
  assert.equal(nameOf(real(), lanes.at(-1)!.rows[0]!.node), "the author's own distinction, undated");
  const order = rows.map((row) => orderOf(row.span));
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});

test("a sense knows its uses, what it grew out of and what it contrasts with", () => {
  const row = all(real(), "peaceful-coexistence").find((one) => one.node.id === "lenin-1920-21")!;
  assert.equal(row.uses.length, 2);
  for (const edge of row.uses) assert.equal(edge.relation, "uses_term");
  const [root, ...more] = rootsOf(row);
  assert.equal(root!.id, "lenin-peredyshka-1918");
  assert.equal(root!.doubt, false);
  assert.ok(root!.how.includes("by spring 1920"));
  assert.deepEqual(more, [], "two statements, one root");
});

test("the filters take statements away, and a sense of which none is left", () => {
  const index = real();
  const filters = { ...NO_FILTERS, relations: ["uses_term", "develops_from"] };
  const rows = sensesOf(index, shownOf(index, filters), "peaceful-coexistence");
  assert.ok(rows.every((row) => row.uses.length === 0 && row.from.length === 0));
  const none = { ...NO_FILTERS, voices: ["author"] };
  assert.deepEqual(sensesOf(index, shownOf(index, none), "peaceful-coexistence"), []);
  const early = { ...NO_FILTERS, time: { from: null, to: 1919 * 12 } };
  const ids = sensesOf(index, shownOf(index, early), "peaceful-coexistence").map((row) => row.node.id);
  assert.ok(ids.includes("trotsky-1918") && !ids.includes("central-committee-1922"));
});

test("a bar covers what is known of a date and fades where nothing is", () => {
  const scale = { first: 0, last: 119 };
  assert.deepEqual(barOf({ first: 12, last: 23 }, scale), {
    left: 0.1,
    right: 0.2,
    openLeft: false,
    openRight: false,
  });
  const by = barOf({ first: Number.NEGATIVE_INFINITY, last: 59 }, scale);
  assert.ok(by.openLeft && !by.openRight && by.left > 0.3 && by.right === 0.5);
  const since = barOf({ first: 60, last: Number.POSITIVE_INFINITY }, scale);
  assert.ok(since.openRight && since.left === 0.5 && since.right < 0.7);
  for (const index of Object.values(worlds)) {
    for (const term of termsOf(index)) {
      const rows = all(index, term.id);
      const over = scaleOf(rows);
      for (const { span } of rows) {
        if (!span || !over) continue;
        const bar = barOf(span, over);
        assert.ok(bar.left >= 0 && bar.right <= 1 && bar.left < bar.right);
      }
    }
  }
  assert.equal(scaleOf([]), null);
});
