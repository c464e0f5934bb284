// Belief maps and their drawings, on the payload that Python writes.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  AUTHOR,
  badge,
  chains,
  chainWords,
  choices,
  FACTS,
  head,
  mapOf,
  NEEDS,
  sumWords,
  tail,
} from "../src/beliefs.ts";
import { whole } from "../src/columns.ts";
import { type Index, labelOf } from "../src/index.ts";
import type { Rect } from "../src/labels.ts";
import { layered } from "../src/layers.ts";
import { FONT, type MapScene, mapScene } from "../src/mapscene.ts";
import { mapSvg } from "../src/mapsvg.ts";
import type { Edge } from "../src/payload.ts";
import { world } from "./world.ts";

const worlds: Index[] = [];
let real: Index;
before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds.push(await world(name));
  real = worlds[2]!;
});

const measure = (text: string): number => text.length * 8.6;
const maps = (index: Index): string[] => [...choices(index).map((row) => row.id), FACTS, AUTHOR];

test("from foreign trade to the consolidation of the regime: the four paths of belief-paths.rq, all promoting", () => {
  const map = mapOf(real, "integrationists-1921");
  const ways = chains(real, map, "foreign-trade", "regime-consolidation", 5);
  assert.deepEqual(
    ways.found.map((chain) => [chain.sign, chain.edges.map((edge) => edge.relation).join()]),
    [
      ["+", "promotes,promotes"],
      ["+", "promotes,promotes"],
      ["+", "promotes,promotes,promotes,promotes,promotes"],
      ["+", "promotes,promotes,hinders,hinders,promotes"],
    ],
  );
  assert.match(
    chainWords(real, ways.found[3]!),
    /capitalist states \[-\] resumed military intervention .* \[-\] security/,
  );
  assert.equal(sumWords(ways), "All 4 ways promote (+).");
  assert.equal(
    sumWords(chains(real, map, "regime-consolidation", "foreign-trade", 5)),
    "No way by links with a sign. There is none of any length.",
  );
});

test("the ways are simple, short enough, of the map's own affirmed links with a sign, and none is left out", () => {
  for (const of of maps(real)) {
    const map = mapOf(real, of);
    for (const from of map.things.slice(0, 12)) {
      for (const to of map.things.slice(-12)) {
        const { found } = chains(real, map, from, to, 4);
        const keys = found.map((chain) => chain.edges.map((edge) => edge.id).join());
        assert.deepEqual(new Set(keys), new Set(every(map.edges, from, to, 4)));
        assert.equal(new Set(keys).size, keys.length);
        for (const { edges, sign } of found) {
          assert.equal(new Set([from, ...edges.map((edge) => edge.to)]).size, edges.length + Number(from !== to));
          const minus = edges.filter((edge) => edge.relation === "hinders").length;
          assert.equal(sign, minus % 2 ? "-" : "+");
        }
      }
    }
  }
});

/** All simple paths, also back to where they begin, in the plainest way. */
function every(
  edges: readonly Edge[],
  from: string,
  to: string,
  steps: number,
  seen: string[] = from === to ? [] : [from],
): string[] {
  if (!steps) return [];
  return edges
    .filter(
      (edge) => edge.from === from && edge.relation in real.data.signs && !edge.negated && !seen.includes(edge.to),
    )
    .flatMap((edge) =>
      edge.to === to
        ? [edge.id]
        : every(edges, edge.to, to, steps - 1, [...seen, edge.to]).map((rest) => `${edge.id},${rest}`),
    );
}

test("mixed signs, chances and purposes are said in words", () => {
  const [plus, minus] = [
    { edges: [real.data.edges.find((edge) => edge.relation === "promotes" && edge.plain)!], sign: "+" as const },
    {
      edges: [real.data.edges.find((edge) => edge.relation === "hinders" && edge.mode === "possible")!],
      sign: "-" as const,
    },
  ];
  assert.equal(
    sumWords({ found: [plus, minus], more: true, shortest: 1 }),
    "Mixed: 1 way promotes (+), 1 way hinders (−); 1 way over a step that is only meant, possible or doubted. There are more: these are the shortest.",
  );
  assert.equal(sumWords({ found: [plus], more: false, shortest: 1 }), "One way, and it promotes (+).");
  assert.equal(badge(real, minus.edges[0]!), "− may");
  assert.equal(
    badge(real, { ...whole(minus.edges[0]!), negated: true, doubt: true, relation: NEEDS, mode: "actual" }),
    "✕ if ?",
  );
});

test("a condition leads to what depends on it; facts are plain; the author's map has all his links", () => {
  const edge = real.data.edges.find((one) => one.relation === NEEDS)!;
  assert.deepEqual([tail(edge), head(edge)], [edge.to, edge.from]);
  assert.ok(mapOf(real, FACTS).edges.every((one) => one.plain));
  assert.ok(mapOf(real, AUTHOR).edges.some((one) => one.negated));
});

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 0.2 && b.x < a.x + a.width - 0.2 && a.y < b.y + b.height - 0.2 && b.y < a.y + a.height - 0.2;

function overlaps(rects: readonly Rect[]): number {
  return rects.reduce((sum, one, i) => sum + rects.slice(i + 1).filter((other) => meet(one, other)).length, 0);
}

/** The straight pieces of a line, and the rooms of its curves. */
function pieces(path: string): Rect[] {
  const points = [...path.matchAll(/([MLC])?(-?[\d.]+),(-?[\d.]+)/g)].map((m) => ({
    kind: m[1] ?? "",
    x: Number(m[2]),
    y: Number(m[3]),
  }));
  const rects: Rect[] = [];
  points.forEach((point, i) => {
    const last = points[i - (point.kind === "" ? 3 : 1)];
    if (point.kind === "M" || point.kind === "C" || !last || (point.kind === "" && points[i - 1]!.kind === "C")) return;
    rects.push({
      x: Math.min(last.x, point.x) + 0.5,
      y: Math.min(last.y, point.y),
      width: Math.abs(point.x - last.x) - 1,
      height: Math.max(0.4, Math.abs(point.y - last.y)),
    });
  });
  return rects;
}

function check(index: Index, scene: MapScene, words: string): void {
  const badges = scene.lines.flatMap((line) => line.badges);
  assert.equal(overlaps([...scene.boxes, ...badges]), 0, `${words}: boxes and signs`);
  for (const line of scene.lines) {
    for (const piece of pieces(line.path)) {
      const over = scene.boxes.filter((box) => piece.width > 0 && meet(piece, box));
      assert.deepEqual(
        over.map((box) => box.id),
        [],
        `${words}: ${line.path}`,
      );
    }
  }
  for (const box of scene.boxes) {
    assert.equal(box.lines.join(" "), labelOf(index, box.id).split(/\s+/).join(" "), "the name in full");
    for (const line of box.lines) assert.ok(measure(line) <= box.width || line.length > 30, line);
    assert.ok(box.lines.length * FONT.line + box.stance.length * FONT.small <= box.height);
  }
  for (const rect of [...scene.boxes, ...badges]) {
    assert.ok(
      rect.x >= -0.1 &&
        rect.y >= -0.1 &&
        rect.x + rect.width <= scene.width + 0.1 &&
        rect.y + rect.height <= scene.height + 0.1,
    );
  }
}

test("in every map at every width nothing lies over anything else, and every link is drawn", () => {
  for (const index of worlds) {
    for (const of of maps(index)) {
      const map = mapOf(index, of);
      for (const room of [360, 900, 1250, 2400]) {
        const scene = mapScene(index, map, room, measure);
        check(index, scene, `${of} ${room}`);
        const drawn = scene.lines.flatMap((line) => line.badges.map((one) => one.edge.id)).sort();
        assert.deepEqual(
          drawn,
          map.edges
            .filter((edge) => edge.from !== edge.to)
            .map((edge) => edge.id)
            .sort(),
        );
        assert.deepEqual(scene, mapScene(index, map, room, measure));
      }
    }
  }
});

test("lines that close a circle go back, all others to the right", () => {
  const boxes = ["a", "b", "c", "d"].map((id) => ({ id, height: 30 }));
  const lines = [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "a" },
    { from: "a", to: "d" },
    { from: "c", to: "d" },
  ];
  const made = layered(boxes, lines);
  assert.deepEqual(made.back, [false, false, true, false, false]);
  for (const route of made.routes) {
    route.forEach((place, i) => {
      assert.equal(place.column, route[0]!.column + i);
    });
  }
  assert.equal(layered([], []).height, 0);
});

test("the SVG stands alone, tells whose belief it is, and no text in it is markup", () => {
  const map = mapOf(real, "integrationists-1921");
  const scene = mapScene(real, map, 1400, measure);
  const evil = { ...whole(real.nodes.get(map.of)!), label: "<script>&" };
  const index = { ...real, nodes: new Map(real.nodes).set(map.of, evil) };
  const lit = new Set(map.edges.slice(0, 2).map((edge) => edge.id));
  const svg = mapSvg(index, map, scene, lit, "", measure);
  assert.ok(svg.includes("A belief, not a fact; held by Lenin, integrationists"));
  assert.ok(svg.includes("Jacobson") && svg.includes("&lt;script&gt;&amp;") && !svg.includes("<script"));
  assert.equal((svg.match(/<g data-id/g) ?? []).length, scene.boxes.length + map.edges.length);
});
