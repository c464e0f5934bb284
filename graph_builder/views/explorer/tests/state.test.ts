import assert from "node:assert/strict";
import { test } from "node:test";
import { filterCount, fromHash, NO_FILTERS, START, type State, toggled, toHash } from "../src/state.ts";

const FULL: State = {
  view: "table",
  selected: "figure:a,b&c=d",
  open: ["lenin", "a~b", "ü\u202e</script>"],
  all: true,
  hidden: ["x,y"],
  pins: { lenin: [-12, 40], "a~b,c": [0, 7] },
  filters: {
    kinds: ["Person"],
    relations: ["promotes", "hinders"],
    voices: ["outlook"],
    marks: ["doubted"],
    chapters: ["ch1"],
    time: { from: 1920 * 12, to: 1921 * 12 + 11 },
    undated: false,
  },
  theme: "dark",
  own: { "table.sort": "date-down", "paths.to": "a=b&c" },
};

const plain = (state: State): unknown => JSON.parse(JSON.stringify(state));

test("the whole state goes into the address and comes back out of it", () => {
  assert.deepEqual(plain(fromHash(toHash(FULL))), plain(FULL));
  assert.deepEqual(plain(fromHash(`#${toHash(START)}`)), plain(START));
  assert.equal(toHash(START), "");
});

test("an address that nobody wrote means the start, never an error", () => {
  for (const hash of [
    "#%",
    "#=&&=",
    "#id=%E0%A4%A",
    "#from=1920-13&to=x",
    "#pin=a~b~c,~~",
    "#__proto__=1&__proto__.x=1",
  ]) {
    const state = fromHash(hash);
    assert.equal(state.view, "graph");
    assert.deepEqual(state.filters.time, { from: null, to: null });
    assert.equal(Object.keys(state.pins).length, 0);
  }
  assert.equal(({} as Record<string, unknown>).x, undefined);
});

test("a list is toggled and filters are counted", () => {
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
  assert.equal(filterCount(NO_FILTERS), 0);
  assert.equal(filterCount(FULL.filters), 7);
});
