import assert from "node:assert/strict";
import { before, test } from "node:test";
import { whole } from "../src/columns.ts";
import { shownOf } from "../src/filters.ts";
import type { Index } from "../src/index.ts";
import { NO_FILTERS } from "../src/state.ts";
import { inOrder, itemsOf, lanesOf, order, orderOf, passing, relatedTo } from "../src/timeline.ts";
import { barOf, pack, rowsSeen, type Seen, ticks, wordsIn, zoomed } from "../src/timeline_pack.ts";
import { dayOf, doubts, isoOf, monthAt, monthStart, shapeFor, shapeOf, stretches } from "../src/timeline_shape.ts";
import { KNOWN } from "./dates.ts";
import { world } from "./world.ts";

const worlds: Record<string, Index> = {};
before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds[name] = await world(name);
});
const each = (check: (index: Index) => void): void => {
  for (const index of Object.values(worlds)) check(index);
};

const measure = { label: (item: { label: string }) => Math.min(320, item.label.length * 7), date: () => 90 };
const USUAL: Seen = { from: dayOf("1916-11-01"), to: dayOf("1928-02-01") };
const date = (words: string): string[] =>
  stretches(shapeOf(KNOWN[words]!)).map(({ look, from, to, fade }) =>
    [look, Number.isFinite(from) ? isoOf(from) : "", Number.isFinite(to) ? isoOf(to) : "", fade].join(" ").trim(),
  );

test("the dates of these tests are those of Python", () => {
  const both = Object.keys(KNOWN).filter((words) => worlds.real!.data.dates[words]);
  assert.ok(both.length > 5);
  for (const words of both) assert.deepEqual(worlds.real!.data.dates[words], KNOWN[words]);
});

test("days are read and written, and months begin where they begin", () => {
  assert.equal(isoOf(dayOf("1921-10-28")), "1921-10-28");
  assert.equal(isoOf(monthStart(1920 * 12 + 1)), "1920-02-01");
  assert.equal(monthAt(dayOf("1920-02-29")), 1920 * 12 + 1);
  assert.ok(Number.isNaN(dayOf("1921")));
});

test("an uncertain date is drawn as what it is", () => {
  assert.deepEqual(date("28 October 1921 (year inferred)"), ["day 1921-10-28 1921-10-28"]);
  assert.deepEqual(date("1921"), ["maybe 1921-01-01 1921-12-31"]);
  assert.deepEqual(date("spring 1921"), ["maybe 1921-03-01 1921-05-31"]);
  assert.deepEqual(date("early 1921 (inferred)"), ["maybe 1921-01-01 1921-04-30"]);
  assert.deepEqual(date("1922 to 1926"), [
    "maybe 1922-01-01 1922-12-31",
    "sure 1922-12-31 1926-01-01",
    "maybe 1926-01-01 1926-12-31",
  ]);
  assert.deepEqual(date("by March 1918"), ["maybe  1918-03-31 left"]);
  assert.deepEqual(date("not before October 1917"), ["maybe 1917-10-01  right"]);
  assert.deepEqual(date("from late 1919"), ["maybe 1919-09-01 1919-12-31", "sure 1919-12-31  right"]);
  assert.deepEqual(date("until mid-1922"), ["sure  1922-05-01 left", "maybe 1922-05-01 1922-08-31"]);
  assert.deepEqual(date("an unknown date to 1924 (inferred)"), [
    "maybe  1924-01-01 left",
    "maybe 1924-01-01 1924-12-31",
  ]);
});

test("what a date leaves open is said", () => {
  assert.equal(doubts(shapeOf(KNOWN["1921"]!)), "");
  assert.equal(doubts(shapeOf(KNOWN["1921 (year inferred)"]!)), "inferred by the editor");
  assert.equal(doubts(shapeOf(KNOWN["about October 1917"]!)), "approximate");
  assert.equal(doubts(shapeOf(KNOWN["from late 1919"]!)), "goes on");
  assert.equal(doubts(shapeOf(KNOWN["by March 1918"]!)), "nobody knows how early");
});

test("every date is in the table, and bounds on the time line are those of the payload", () => {
  each(({ data }) => {
    for (const row of [...data.nodes, ...data.edges]) {
      if (!row.when) continue;
      assert.ok(data.dates[row.when.words], row.when.words);
      const shape = shapeFor(row.when, data.dates);
      assert.equal(Number.isFinite(shape.first) ? isoOf(shape.first) : "", row.when.earliest);
      assert.equal(Number.isFinite(shape.last) ? isoOf(shape.last) : "", row.when.latest);
    }
  });
});

test("each statement, and each thing that has a date, is on the time line once and in a lane", () => {
  each((index) => {
    const items = itemsOf(index);
    const ids = items.map((item) => item.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const edge of index.data.edges) assert.ok(ids.includes(edge.id));
    for (const node of index.data.nodes)
      if (node.when && node.kind !== "Claim" && node.kind !== "Figure") assert.ok(ids.includes(node.id));
    const lanes = new Set(lanesOf(index).map((lane) => lane.id));
    for (const item of items) assert.ok(lanes.has(item.lane));
    for (const item of items) if (item.voice && item.voice !== "author") assert.ok(item.said, "a voice is said");
  });
});

test("filters apply", () => {
  const index = worlds.real!;
  const items = itemsOf(index);
  const voices = ["outlook", "attributed"];
  const few = passing(items, shownOf(index, { ...NO_FILTERS, voices, kinds: ["Document"] }));
  assert.ok(few.length < items.length);
  assert.ok(few.every((item) => !voices.includes(item.voice) && item.kind !== "Document"));
});

test("nothing lies over anything else, at any width and scale, and no word leaves the picture", () => {
  each((index) => {
    const items = itemsOf(index).filter((item) => item.shape && item.lane !== "author");
    for (const width of [500, 780, 920, 3000]) {
      for (const factor of [1, 2, 7, 40]) {
        const seen = zoomed(USUAL, factor, 0.4);
        const perDay = width / (seen.to - seen.from);
        const packed = pack(items, perDay, measure, 9, USUAL);
        assert.deepEqual(packed, pack([...items].reverse(), perDay, measure, 9, USUAL));
        const rows = new Map<string, [number, number][]>();
        for (const one of packed.placed) {
          const row = `${one.named} ${one.row}`;
          rows.set(row, [...(rows.get(row) ?? []), [one.start, one.end]]);
        }
        for (const row of rows.values()) {
          row.sort((a, b) => a[0] - b[0]);
          assert.ok(row.every(([start], i) => i === 0 || start >= row[i - 1]![1]));
        }
        const shift = seen.from * perDay;
        const words = wordsIn(packed, shift, width);
        const drawn = new Map<number, [number, number][]>();
        for (const one of packed.placed) {
          const found = words.get(one.item.id);
          if (!found) continue;
          assert.ok(found.x >= 0 && found.x + found.room <= width, `${found.x} ${found.room} ${width}`);
          if (found.date !== null) assert.ok(found.date >= 0 && found.date + one.dated <= width);
          drawn.set(one.row, [...(drawn.get(one.row) ?? []), [found.x, found.x + found.room]]);
        }
        for (const row of drawn.values()) {
          row.sort((a, b) => a[0] - b[0]);
          assert.ok(
            row.every(([x], i) => i === 0 || x >= row[i - 1]![1]),
            "labels meet",
          );
        }
        const kept = rowsSeen(packed, perDay, [seen]);
        assert.equal(kept.named.length, packed.named);
      }
    }
  });
});

test("a bar is wide enough to be hit, and fades beyond the bound that is known", () => {
  const day = shapeOf(KNOWN["2 August 1921 (year inferred)"]!);
  const { left, right } = barOf(day, 0.1);
  assert.equal(right - left, 9);
  const by = barOf(shapeOf(KNOWN["by March 1918"]!), 1);
  assert.equal(by.right, dayOf("1918-04-01"));
  assert.ok(by.left < dayOf("1918-03-01"));
});

test("ticks stand at round dates and apart", () => {
  for (const factor of [0.2, 1, 3, 12, 60, 400]) {
    const seen = zoomed(USUAL, factor, 0.4);
    const made = ticks(seen, 900);
    const perDay = 900 / (seen.to - seen.from);
    assert.ok(made.length >= 2 && made.length < 20, `${made.length} at ${factor}`);
    assert.ok(made.every((tick, i) => i === 0 || (tick.day - made[i - 1]!.day) * perDay > 30));
  }
});

test("what is related to a thing are its statements and their other ends", () => {
  const index = worlds.real!;
  const near = relatedTo(index, "chicherin");
  for (const edge of index.touching.get("chicherin")!) assert.ok(near.has(edge.id) && near.has(edge.from));
  assert.equal(relatedTo(index, "nobody").size, 0);
});

test("the order of undated things follows from plain facts, and is told in every voice", () => {
  const index = worlds.real!;
  const { placed, told } = order(index, shownOf(index, NO_FILTERS));
  assert.ok(placed.length > 0);
  for (const item of placed) {
    assert.match(item.words, /^(after|before) /);
    assert.ok(item.shape!.first <= item.shape!.last);
    assert.equal(item.shape!.left === "known", item.words.includes("after "));
  }
  assert.ok(placed.every((item) => !index.nodes.get(item.id)!.when));
  assert.ok(told.some((edge) => !edge.plain) || told.every((edge) => orderOf(edge)));
  for (const edge of told) assert.ok(orderOf(edge));
  each((other) => void order(other, shownOf(other, NO_FILTERS)));
});

test("two undated things that each came before the other do not loop", () => {
  const index = worlds.small!;
  const edge = { ...whole(index.data.edges[0]!), relation: "precedes", negated: false, plain: true };
  const [a, b] = index.data.nodes.filter((node) => !node.when);
  const edges = [
    { ...edge, id: "one", from: a!.id, to: b!.id },
    { ...edge, id: "two", from: b!.id, to: a!.id },
  ];
  const shown = { ...shownOf(index, NO_FILTERS), edges: new Set(["one", "two"]) };
  const made = order({ ...index, data: { ...index.data, edges } }, shown);
  assert.equal(made.placed.length, 0);
  assert.equal(made.told.length, 2);
});

test("in order of time, the undated last", () => {
  const items = inOrder(itemsOf(worlds.real!));
  const first = items.findIndex((item) => !item.shape);
  assert.ok(items.slice(first).every((item) => !item.shape));
});
