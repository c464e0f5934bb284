// What nobody expected at first: other spellings, unknown names, cameras out of bounds, things that nothing tells of.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { nearOf } from "../src/appearance.ts";
import { whole } from "../src/columns.ts";
import { shownOf } from "../src/filters.ts";
import type { Index } from "../src/index.ts";
import { known } from "../src/known.ts";
import { fanSize } from "../src/layout.ts";
import { paths } from "../src/paths.ts";
import { columns, sceneOf } from "../src/scene.ts";
import { finderOf } from "../src/search.ts";
import { folded, rough } from "../src/spelling.ts";
import { fromHash, NO_FILTERS, START } from "../src/state.ts";
import { cameraOf, HOME, written } from "../src/views/camera.ts";
import { world } from "./world.ts";

let index: Index;
before(async () => {
  index = await world("real");
});

test("transliterations of a name have a form in common, and Cyrillic has it too", () => {
  for (const names of [
    ["Chicherin", "Tchitcherin", "Čičerin", "Tschitscherin", "Чичерин"],
    ["Trotsky", "Trotzki", "Trotskii", "Троцкий"],
    ["Litvinov", "Litwinow", "Литвинов"],
    ["Maksim", "Maxim", "Максим"],
    ["Kronshtadt", "Kronštadt", "Кронштадт"],
  ])
    assert.equal(new Set(names.map(folded)).size, 1, names.map(folded).join());
  for (const names of [
    ["Chicherin", "Cicerin", "Tshitsherin"],
    ["Kronshtadt", "Kronstadt", "Kronstad"],
    ["Trotsky", "Trozki"],
    ["Zinoviev", "Sinowjew", "Zinovieff"],
  ])
    assert.equal(new Set(names.map(rough)).size, 1, names.map(rough).join());
});

test("a name that is the whole of what is asked for comes first, then what begins with it", () => {
  const finder = finderOf(index);
  assert.equal(finder.ready.value, 10);
  assert.equal(finder.find("NKID")[0]?.id, "nkid");
  const [first, second] = finder.find("lenin");
  assert.equal(first?.id, "lenin");
  assert.match(index.nodes.get(second!.id)!.label, /^Lenin/);
  assert.ok(finder.find("lenin").some((row) => row.what === "statement"));
  assert.ok(finder.find("lenin").every((row) => !row.near));
  assert.ok(finder.find("cicerin").every((row) => row.near));
});

test("what an address names in vain is left out and told", () => {
  const asked = fromHash("id=nobody&open=lenin,gone&hide=gone&pin=gone~1~2,lenin~3~4&k=Foo,Person&m=negated,x&ch=y");
  const { state, unknown } = known(index, asked);
  assert.deepEqual(unknown.sort(), ["Foo", "gone", "nobody", "x", "y"]);
  assert.equal(state.selected, "");
  assert.deepEqual([state.open, state.hidden, Object.keys(state.pins)], [["lenin"], [], ["lenin"]]);
  assert.deepEqual([state.filters.kinds, state.filters.marks, state.filters.chapters], [["Person"], ["negated"], []]);
  assert.deepEqual(known(index, START), { state: START, unknown: [] });
});

test("a camera goes into the address and out of it; what cannot be read means everything", () => {
  assert.equal(written(HOME), "");
  const camera = { x: 0.25, y: -0.125, ratio: 0.5 };
  assert.deepEqual(cameraOf(written(camera)), camera);
  for (const text of ["", "1", "a_b_c", "0.5_0.5_0", "0.5_0.5_9", "99_0_1", "0_0_1_1", "Infinity_0_1", "__"])
    assert.deepEqual(cameraOf(text), HOME, text);
});

test("a thing of which nothing that is shown tells is not shown; one with a date is not undated", () => {
  const only = (part: object) => shownOf(index, { ...NO_FILTERS, ...part });
  const chapter = index.data.chapters[0]!.id;
  const rest = only({ chapters: [chapter] });
  assert.ok(rest.nodes.size < index.data.nodes.length);
  for (const id of rest.edges)
    for (const end of [index.edges.get(id)!.from, index.edges.get(id)!.to]) assert.ok(rest.nodes.has(end));
  const dated = only({ undated: false });
  for (const node of index.data.nodes) if (node.when) assert.ok(dated.nodes.has(node.id), node.id);
  const ends = new Set([...dated.edges].flatMap((id) => [index.edges.get(id)!.from, index.edges.get(id)!.to]));
  for (const id of dated.nodes) assert.ok(ends.has(id) || index.nodes.get(id)!.when, id);
});

test("a kind's count is of the things there would be with it on", () => {
  const filters = { ...NO_FILTERS, undated: false, kinds: ["Event"], chapters: [index.data.chapters[0]!.id] };
  const { counts } = shownOf(index, filters);
  const on = shownOf(index, { ...filters, kinds: [] });
  const events = [...on.nodes].filter((id) => index.nodes.get(id)!.kind === "Event");
  assert.equal(counts.kinds.get("Event"), events.length);
});

test("a fan that is too small for all leaves the least connected out and counts them", () => {
  const shown = shownOf(index, NO_FILTERS);
  const state = { ...START, open: ["lenin"] };
  const all = sceneOf(index, state, shown, 40);
  const few = sceneOf(index, state, shown, 40, fanSize({ width: 390, height: 265 }));
  assert.equal(few.edges.length, 16);
  assert.equal(few.edges.length + few.left, all.edges.length + all.left);
  assert.ok(columns(index, "lenin", few.edges, true)[1].length > 5);
});

test("near is what a statement that is drawn joins", () => {
  const drawn = index.touching.get("lenin")!.slice(0, 2);
  const near = nearOf(index, "lenin", (edge) => drawn.includes(edge))!;
  assert.deepEqual([...near].filter((id) => index.edges.has(id)).sort(), drawn.map((edge) => edge.id).sort());
});

test("of two statements between the same things a path takes the fact", () => {
  const one = index.data.edges.find((edge) => edge.plain && edge.from !== edge.to)!;
  const said = { ...whole(one), id: "said", plain: false };
  const found = paths(one.from, one.to, () => [said, one]);
  assert.deepEqual(found, [[{ edge: one, from: one.from, to: one.to }]]);
});
