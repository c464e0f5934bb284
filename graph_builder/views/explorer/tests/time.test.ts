import assert from "node:assert/strict";
import { test } from "node:test";
import { histogram, inWords, monthOf, overlap, range, spanOf, written } from "../src/time.ts";

const when = (earliest: string, latest: string) => ({ words: "", earliest, latest, edtf: "" });
const span = (from: string, to: string) => spanOf(when(from, to))!;
const window = (from: string, to: string) => ({ from: monthOf(from), to: monthOf(to) });

test("months are read and written", () => {
  assert.equal(written(monthOf("1922-04-16")!), "1922-04");
  assert.equal(inWords(monthOf("1922-04")!), "Apr 1922");
  assert.equal(monthOf("1922"), null);
  assert.equal(monthOf("1922-13"), null);
});

test("an uncertain date may fall into the window, a date within it does", () => {
  const spring = window("1922-04", "1922-06");
  assert.equal(overlap(span("1922-04-16", "1922-04-16"), spring), "yes");
  assert.equal(overlap(span("1922-01-01", "1922-12-31"), spring), "maybe");
  assert.equal(overlap(span("1923-01-01", "1923-12-31"), spring), "no");
  assert.equal(overlap(span("", "1925-01-01"), spring), "maybe");
  assert.equal(overlap(span("", ""), { from: null, to: null }), "yes");
});

test("one stray year does not make the slider useless", () => {
  const spans = [
    ...Array.from({ length: 99 }, () => span("1920-01-01", "1921-12-31")),
    span("1990-01-01", "1990-12-31"),
  ];
  assert.deepEqual(range(spans), { first: 1920 * 12, last: 1921 * 12 + 11 });
  assert.deepEqual(histogram(spans, range(spans)), [49.5, 49.5]);
});
