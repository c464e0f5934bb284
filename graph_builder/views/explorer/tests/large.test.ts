// What large graphs need: a crowd made in slices, the thing under the pointer, rows of a long table, parts of a map.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Palette } from "../src/appearance.ts";
import { partOf } from "../src/beliefpart.ts";
import { AUTHOR, mapOf } from "../src/beliefs.ts";
import { everythingOf } from "../src/everything.ts";
import { shownOf } from "../src/filters.ts";
import { linesIn, thingsIn } from "../src/gl/nearby.ts";
import { type Crowd, END, THING } from "../src/gl/sizes.ts";
import { gridOf } from "../src/grid.ts";
import { labelOf } from "../src/index.ts";
import { NO_FILTERS, START } from "../src/state.ts";
import { holds, sorted, windowOf } from "../src/tablerows.ts";
import { world } from "./world.ts";

const real = await world("real");
const VOICES = { author: "#111111", attributed: "#222222", outlook: "#333333" };
const PALETTE: Palette = { paper: "#ffffff", ink: "#000000", muted: "#888888", accent: "#0000ff", border: "#444444", voices: VOICES }; // biome-ignore format: a line
const cells = new Map(real.data.kinds.map((kind, i) => [kind.id, i]));
const shown = shownOf(real, NO_FILTERS);

/** Numbers that look random and are the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

test("a crowd has every thing and every statement that is shown, the most connected on top", async () => {
  const made = (await everythingOf(real, START, shown, PALETTE, cells, 1, async () => true))!;
  assert.equal(made.crowd.things.length, THING * real.data.nodes.length);
  assert.equal(made.crowd.lines.length, 2 * END * real.data.edges.length);
  assert.deepEqual(new Set(made.arranged.bends.keys()), new Set(real.data.edges.map((edge) => edge.id)));
  assert.equal(made.ids.at(-1), [...real.rank.keys()][0]);
  for (const node of real.data.nodes) {
    const at = THING * made.at.get(node.id)!;
    assert.deepEqual([...made.crowd.things.slice(at, at + 2)], [node.x, node.y]);
    assert.equal(made.ids[made.grid.nearest(node, 0.5)] !== undefined, true);
  }
});

/** Things in a square of a hundred by a hundred, the most connected in the middle; lines from each to the next. */
function square(): Crowd {
  const by = (i: number): [number, number] => [i % 100, Math.floor(i / 100)];
  const far = ([x, y]: [number, number]): number => Math.hypot(x - 50, y - 50);
  const places = Array.from({ length: 10_000 }, (_, i) => by(i)).sort((a, b) => far(b) - far(a));
  const ends = [...places].reverse().flatMap(([x, y]) => [x, y, x + 1, y, 0, x + 1, y, x, y, 0]);
  return { things: new Float32Array(places.flatMap((at) => [...at, 1, 0, 0])), lines: new Float32Array(ends) };
}

const placesOf = (found: Float32Array): [number, number][] =>
  Array.from({ length: found.length / THING }, (_, i) => [found[THING * i]!, found[THING * i + 1]!]);

test("far from the middle of a crowd as much is drawn as there is room for", () => {
  const corner = { left: 0, top: 0, right: 9.5, bottom: 9.5 };
  const places = placesOf(thingsIn(square(), corner, 200));
  assert.equal(places.length, 100);
  assert.ok(places.every(([x, y]) => x < 10 && y < 10));
  assert.deepEqual(places.at(-1), [9, 9], "the most connected on top");
  const ends = linesIn(square(), corner, 1000);
  assert.equal(ends.length, 2 * 100);
  assert.equal(linesIn(square(), corner, 30).length, 2 * 30);
});

test("every colour of a crowd comes out as it went in", () => {
  const crowd = square();
  const bits = new Uint32Array(crowd.things.buffer);
  const same = (found: Float32Array): boolean =>
    new Uint32Array(found.slice().buffer).every((value, i) => value === bits[i]);
  for (let k = 4; k < bits.length; k += THING) bits[k] = 0xff80b0a0 + (k % 7); // as floats these are no numbers
  const all = { left: -5, top: -5, right: 105, bottom: 105 };
  // Many times: it is the compiled loop that did not keep them.
  for (let turn = 0; turn < 50; turn++) assert.ok(same(thingsIn(crowd, all, 10_000)), `${turn}`);
});

test("where there is not room for all, no region of a crowd is empty, and the same things are drawn a step further", () => {
  const all = { left: -5, top: -5, right: 105, bottom: 105 };
  const places = placesOf(thingsIn(square(), all, 2000));
  assert.ok(places.length > 1400 && places.length <= 2000, `${places.length}`);
  const middle = places.filter(([x, y]) => Math.hypot(x - 50, y - 50) < 15);
  assert.ok(middle.length > 680, "of those in the middle all");
  const regions = new Set(places.map(([x, y]) => `${Math.floor(x / 10)} ${Math.floor(y / 10)}`));
  assert.equal(regions.size, 100);
  const moved = new Set(placesOf(thingsIn(square(), { ...all, left: 1, right: 111 }, 2000)).map(String));
  assert.ok(places.filter((at) => at[0] > 0 && !moved.has(`${at}`)).length < 60, "none flickers");
});

test("what is hidden is not in a crowd, and what is pinned stands where it was put", async () => {
  const [first, second] = [...real.rank.keys()] as [string, string];
  const state = { ...START, hidden: [first], pins: { [second]: [5, 7] as const } };
  const made = (await everythingOf(real, state, shown, PALETTE, cells, 1, async () => true))!;
  assert.ok(!made.arranged.places.has(first));
  assert.deepEqual(made.arranged.places.get(second), { x: 5, y: 7 });
  assert.ok(made.arranged.scene.edges.every((edge) => edge.from !== first && edge.to !== first));
});

test("making a crowd tells how far it is, and ends when it is told to", async () => {
  const told: number[] = [];
  assert.equal(await everythingOf(real, START, shown, PALETTE, cells, 1, async () => false), null);
  await everythingOf(real, START, shown, PALETTE, cells, 1, async (done) => told.push(done) > 0);
  assert.ok(told.length > 3);
  assert.ok(told.every((done, i) => done >= 0 && done <= 1 && (i === 0 || done >= told[i - 1]!)));
});

test("the nearest point is the one that looking at all of them finds", () => {
  const next = dice(7);
  for (const size of [1, 2, 50, 3000]) {
    const xs = Float32Array.from({ length: size }, () => 4000 * next() - 2000);
    const ys = Float32Array.from({ length: size }, () => 900 * next());
    const grid = gridOf(xs, ys);
    for (let i = 0; i < 200; i++) {
      const [at, far] = [{ x: 5000 * next() - 2500, y: 1200 * next() - 150 }, 90 * next()];
      const off = [...xs].map((x, k) => (x - at.x) ** 2 + (ys[k]! - at.y) ** 2);
      const least = Math.min(...off);
      const found = grid.nearest(at, far);
      assert.equal(found, least < far * far ? off.lastIndexOf(least) : -1);
    }
  }
  assert.equal(gridOf(new Float32Array(0), new Float32Array(0)).nearest({ x: 0, y: 0 }, 9), -1);
});

test("a table is sorted as comparing each two rows would sort it, and equals keep their order", () => {
  const { edges } = real.data;
  const words = new Intl.Collator("en", { numeric: true });
  const naive = [...edges].sort((a, b) => words.compare(labelOf(real, a.from), labelOf(real, b.from)));
  assert.deepEqual(
    sorted(real, edges, "subject", false).map((edge) => edge.id),
    naive.map((edge) => edge.id),
  );
  assert.deepEqual(sorted(real, edges, "subject", true)[0], naive.at(-1));
  assert.equal(sorted(real, edges, "", false), edges);
  const dates = sorted(real, edges, "date", false).map((edge) => (edge.when ? edge.when.earliest || "0" : "\uffff"));
  assert.deepEqual(dates, [...dates].sort());
  assert.ok(edges.some((edge) => holds(edge, "chicherin")) && edges.some((edge) => !holds(edge, "chicherin")));
});

test("the rows in the page are those that are seen, with some more each way", () => {
  assert.deepEqual(windowOf(0, 800, 40, 10_000), { first: 0, last: 60 });
  assert.deepEqual(windowOf(200_000, 800, 40, 10_000), { first: 4960, last: 5060 });
  assert.deepEqual(windowOf(399_200, 800, 40, 10_000), { first: 9940, last: 10_000 });
  assert.deepEqual(windowOf(9e9, 800, 40, 10_000), { first: 10_000, last: 10_000 });
});

test("of a large belief map the part nearest to a thing is drawn, and always the way that was asked for", () => {
  const own = mapOf(real, AUTHOR);
  assert.equal(partOf(own, "", new Set()), own);
  const edge = own.edges[0]!;
  const links = Array.from({ length: 400 }, (_, i) => ({ from: `t${i}`, to: `t${(i + 1) % 400}`, edges: [edge] }));
  const far = { from: "t399", to: "far", edges: [{ ...edge, id: "asked" }] };
  const things = [...Array.from({ length: 400 }, (_, i) => `t${i}`), "far"];
  const map = { ...own, links: [...links, far], edges: [edge, ...far.edges], things };
  const part = partOf(map, "t5", new Set(["asked"]));
  assert.equal(part.begin, "t5");
  assert.equal(part.links.length, 60);
  assert.ok(part.links.includes(far) && part.things.includes("t5"));
  assert.ok(part.links.every((link) => part.things.includes(link.from) && part.things.includes(link.to)));
});
