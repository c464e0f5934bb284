import assert from "node:assert/strict";
import { before, test } from "node:test";
import { whole } from "../src/columns.ts";
import { paragraphsOf, said, sheetsOf, summary, totalsOf } from "../src/coverage.ts";
import { shownOf } from "../src/filters.ts";
import type { Index } from "../src/index.ts";
import { NO_FILTERS } from "../src/state.ts";
import { world } from "./world.ts";

const worlds: Record<string, Index> = {};
before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds[name] = await world(name);
});

test("every statement stands in one paragraph, and the sums are those of the payload", () => {
  for (const index of Object.values(worlds)) {
    const paragraphs = paragraphsOf(index, shownOf(index, NO_FILTERS));
    const ids = paragraphs.flatMap((one) => one.edges.map((edge) => edge.id));
    assert.deepEqual(new Set(ids), new Set(index.data.edges.map((edge) => edge.id)));
    assert.equal(ids.length, index.data.edges.length);
    const sums = totalsOf(paragraphs);
    assert.equal(sums.shown, index.data.edges.length);
    assert.equal(sums.yielded, index.data.edges.length);
    for (const voice of index.data.voices)
      assert.equal(
        paragraphs.reduce((all, one) => all + (one.voices.get(voice.id) ?? 0), 0),
        voice.count,
      );
  }
});

test("each paragraph has one box, in the column of its number", () => {
  for (const index of Object.values(worlds)) {
    const paragraphs = paragraphsOf(index, shownOf(index, NO_FILTERS));
    const boxes = sheetsOf(index, paragraphs).flatMap((sheet) =>
      sheet.pages.flatMap((line) => line.cells.map((one, i) => ({ one, i, line, sheet }))),
    );
    const full = boxes.filter(({ one }) => one);
    assert.equal(full.length, paragraphs.length);
    for (const { one, i, line } of full) {
      assert.equal(one!.place.paragraph, i + 1);
      assert.equal(one!.place.page, line.page);
    }
    for (const { line, sheet } of boxes) assert.equal(line.cells.length, sheet.columns);
  }
});

test("filters apply, and a filtered paragraph is no gap", () => {
  const index = worlds.real!;
  const paragraphs = paragraphsOf(index, shownOf(index, { ...NO_FILTERS, voices: ["author", "attributed"] }));
  const sums = totalsOf(paragraphs);
  assert.equal(sums.shown, index.data.voices.find((voice) => voice.id === "outlook")!.count);
  assert.equal(sums.gaps, totalsOf(paragraphsOf(index, shownOf(index, NO_FILTERS))).gaps);
  assert.match(
    said(index, paragraphs.find((one) => !one.edges.length)!),
    /^none of \d+ statements? passes the filters$/,
  );
});

test("what was not read is a gap, and a reason is told", () => {
  const index = worlds.real!;
  const [one, two] = index.data.paragraphs;
  const bare = { ...whole(one!), statements: [], yielded: 0 };
  const data = { ...index.data, paragraphs: [bare, { ...bare, id: two!.id, nothing: "a picture" }] };
  const made = paragraphsOf({ ...index, data }, shownOf(index, NO_FILTERS));
  assert.deepEqual(
    made.map((row) => said(index, row)),
    ["gap: no statement, and no reason why", "nothing: a picture"],
  );
  const sums = totalsOf(made);
  assert.equal(
    summary(sums),
    "0 statements of 2 paragraphs; 1 gap: nothing there, and no reason why; 1 paragraph has none, with a reason",
  );
});
