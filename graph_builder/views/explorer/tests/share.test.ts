// What is handed out: CSV, JSON-LD, the picture as SVG, the frame.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { arrange } from "../src/arrange.ts";
import { whole } from "../src/columns.ts";
import { shownOf } from "../src/filters.ts";
import { type Curve, pointAt } from "../src/geometry.ts";
import type { Index } from "../src/index.ts";
import { sceneOf } from "../src/scene.ts";
import { csvOf, defused } from "../src/share/csv.ts";
import { citationsOf } from "../src/share/foot.ts";
import { jsonldOf } from "../src/share/jsonld.ts";
import { camel } from "../src/share/rdf.ts";
import { between, type Figure, svgOf } from "../src/share/svg.ts";
import { aboutOf, fileName, frameOf, leftOut, titleOf } from "../src/share/told.ts";
import { escaped } from "../src/share/xml.ts";
import { NO_FILTERS, START, type State } from "../src/state.ts";
import { world } from "./world.ts";

const worlds: Record<string, Index> = {};
const measure = (text: string): number => text.length * 6.5;
const ROOM = { width: 820, height: 700 };
before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds[name] = await world(name);
});

function drawn(index: Index, change: Partial<State> = {}): { svg: string; figure: Figure } {
  const state = { ...START, ...change };
  const shown = shownOf(index, state.filters);
  const arranged = arrange(index, sceneOf(index, state, shown, 40), ROOM, measure, new Map(), {});
  const { scene, places } = arranged;
  const figure: Figure = {
    arranged,
    ...ROOM,
    scale: 1,
    whole: true,
    at: (id) => ({ x: places.get(id)!.x + 410, y: places.get(id)!.y + 350 }),
  };
  const title = titleOf(index, scene);
  const told = {
    title,
    about: aboutOf(index, state, scene, scene.edges),
    citations: citationsOf(index, scene.edges, title),
  };
  return { svg: svgOf(index, figure, told, shown, measure), figure };
}

test("the SVG has every thing and statement of the scene, their names, a legend, credit and pages", () => {
  for (const index of Object.values(worlds)) {
    for (const change of [{}, { open: ["lenin"] }, { open: ["lenin", "coexistence"] }, { all: true }]) {
      const { svg, figure } = drawn(index, change);
      const { scene } = figure.arranged;
      assert.equal(svg.match(/class="thing"/g)?.length ?? 0, scene.nodes.length);
      assert.equal(svg.match(/class="statement /g)?.length ?? 0, scene.edges.length);
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
      assert.match(svg, /^<\?xml/);
    }
  }
  const { svg } = drawn(worlds.real!, { open: ["lenin"] });
  for (const words of [
    ">Lenin<",
    ">Decree on Peace<",
    ">uses the term<",
    ">People<",
    "the author:",
    "CC-BY-4.0",
    "(Berkeley:",
    "17–21",
  ])
    assert.ok(svg.includes(words), words);
});

test("texts in the SVG are text, whatever they hold", () => {
  const { data } = worlds.tiny!;
  const index = { ...data, nodes: data.nodes.map(whole), edges: data.edges.map(whole) };
  const evil = '</text><script>alert(1)</script><a href="javascript:x">&\u0000\ud800';
  for (const node of index.nodes) node.label = evil;
  for (const edge of index.edges) edge.sentence = evil;
  index.title = evil;
  return import("../src/index.ts").then(({ indexOf }) => {
    const { svg } = drawn(indexOf(index), { all: true });
    assert.doesNotMatch(svg, /<script|<a /);
    assert.ok(!svg.includes("\u0000") && !svg.includes("\ud800"));
    assert.equal(escaped("a<b>&\"'\u0001\ud800z\ud83d\ude00"), "a&lt;b&gt;&amp;&quot;&apos;z\ud83d\ude00");
  });
});

test("a part of a curve lies on the curve", () => {
  const line: Curve = [
    { x: 0, y: 0 },
    { x: 10, y: 40 },
    { x: 60, y: -20 },
    { x: 100, y: 10 },
  ];
  const part = between(line, 0.2, 0.8);
  for (const [mine, whole] of [
    [0, 0.2],
    [0.5, 0.5],
    [1, 0.8],
  ] as const) {
    assert.ok(Math.abs(pointAt(part, mine).x - pointAt(line, whole).x) < 1e-9);
    assert.ok(Math.abs(pointAt(part, mine).y - pointAt(line, whole).y) < 1e-9);
  }
});

test("CSV: a header, a row for each statement, nothing that a spreadsheet runs", () => {
  for (const cell of ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "\nx", " =1", '"=1', "'=1", "＝1", "\ufeff-x"]) {
    assert.equal(defused(cell), `'${cell}`);
  }
  for (const cell of ["a=1", "-1", "+1.5e3", "'tis", ""]) assert.equal(defused(cell), cell);
  for (const index of Object.values(worlds)) {
    const text = csvOf(index, index.data.edges);
    assert.ok(text.startsWith("id,subject,"));
    assert.ok(text.endsWith("\r\n"));
    assert.doesNotMatch(text, /(^|,|\r\n)"?[=+\-@\t]/);
  }
  assert.equal(csvOf(worlds.real!, []).split("\r\n").length, 2);
});

test("JSON-LD has each statement once, beliefs in graphs of their own", () => {
  assert.equal(camel("aims_at"), "aimsAt");
  const index = worlds.real!;
  const made = JSON.parse(jsonldOf(index, index.data.edges, []));
  const statements = made["@graph"].filter((item: { "@type"?: string[] }) => item["@type"]?.includes("kgo:Statement"));
  assert.equal(statements.length, index.data.edges.length);
  assert.equal(new Set(statements.map((item: { "@id": string }) => item["@id"])).size, statements.length);
  const graphs = made["@graph"].filter((item: object) => "@graph" in item);
  assert.ok(graphs.length > 5);
  assert.equal(made["@context"].kg, index.data.base);
});

test("the words round a picture say what is left out", () => {
  const index = worlds.real!;
  const filters = { ...NO_FILTERS, voices: ["outlook"], time: { from: 1920 * 12, to: null }, undated: false };
  assert.equal(
    leftOut(index, { ...START, filters, hidden: ["lenin"] }),
    "voice of an outlook, what ended before Jan 1920, undated statements, Lenin",
  );
  assert.equal(leftOut(index, START), "");
});

test("names of files and frames are safe", () => {
  assert.equal(fileName("Müller’s “<b>” view/../x", "svg"), "muller-s-b-view-x.svg");
  assert.equal(fileName("<>", "csv"), "explorer.csv");
  const frame = frameOf('file:///home/a/my%20page.html?x=1#view=table&id="><script>', 'A "title" <b>');
  assert.ok(frame.includes('src="my%20page.html#view=table&amp;id=&quot;&gt;&lt;script&gt;"'));
  assert.ok(frame.includes('title="A &quot;title&quot; &lt;b&gt;"'));
  assert.ok(frame.includes('sandbox="allow-scripts allow-downloads'));
  assert.ok(frameOf("about:srcdoc", "x").includes('src="explorer.html"'));
});
