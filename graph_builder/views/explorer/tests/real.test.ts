// Laws that hold for the tiny, the small and the real book.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { edgeLook, nearOf, nodeLook, type Palette, signOf } from "../src/appearance.ts";
import { arrange } from "../src/arrange.ts";
import { cite } from "../src/citing.ts";
import { shownOf } from "../src/filters.ts";
import { type Index, otherEnd } from "../src/index.ts";
import { place, Taken, type Wanted } from "../src/labels.ts";
import { paths } from "../src/paths.ts";
import { columns, overviewSize, sceneOf } from "../src/scene.ts";
import { finderOf } from "../src/search.ts";
import { folded } from "../src/spelling.ts";
import { NO_FILTERS, START } from "../src/state.ts";
import { cut } from "../src/words.ts";
import { citations, world } from "./world.ts";

const worlds: Record<string, Index> = {};
const measure = (text: string): number => text.length * 6.5;
const ROOM = { width: 820, height: 700 };
const PALETTE: Palette = {
  paper: "#fff",
  ink: "#000",
  muted: "#555",
  accent: "#00f",
  border: "#111",
  voices: { author: "#222222", attributed: "#800080", outlook: "#8a4f00" },
};

before(async () => {
  for (const name of ["tiny", "small", "real"] as const) worlds[name] = await world(name);
});

const each = (check: (index: Index, name: string) => void): void => {
  for (const [name, index] of Object.entries(worlds)) check(index, name);
};

test("citations are those of Python, to the letter", () => {
  each((index, name) => {
    for (const [id, format, text] of citations(name)) assert.equal(cite(index, id, format), text, `${name} ${id}`);
  });
});

test("without filters everything is shown, and the counts add up", () => {
  each((index) => {
    const shown = shownOf(index, NO_FILTERS);
    assert.equal(shown.edges.size, index.data.edges.length);
    assert.equal(shown.nodes.size, index.data.nodes.length);
    const sum = (map: Map<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0);
    for (const counts of [shown.counts.relations, shown.counts.voices, shown.counts.chapters]) {
      assert.equal(sum(counts), index.data.edges.length);
    }
  });
});

test("a count says how many statements there would be if only its option were on", () => {
  each((index) => {
    const filters = { ...NO_FILTERS, time: { from: 1920 * 12, to: 1922 * 12 }, marks: ["doubted"] };
    const { counts } = shownOf(index, filters);
    for (const voice of index.data.voices) {
      const voices = index.data.voices.map((row) => row.id).filter((id) => id !== voice.id);
      assert.equal(shownOf(index, { ...filters, voices }).edges.size, counts.voices.get(voice.id) ?? 0);
    }
  });
});

test("the undated have a switch of their own", () => {
  const index = worlds.real!;
  const undated = index.data.edges.filter((edge) => !edge.when).length;
  const shown = shownOf(index, { ...NO_FILTERS, undated: false });
  assert.equal(shown.edges.size, index.data.edges.length - undated);
  assert.equal(shown.counts.undated, undated);
  const narrow = shownOf(index, { ...NO_FILTERS, time: { from: 1922 * 12, to: 1922 * 12 + 11 } });
  assert.ok([...narrow.edges].some((id) => !index.edges.get(id)!.when));
  assert.ok(narrow.maybe.size > 0);
});

test("a person is found by many spellings", () => {
  const finder = finderOf(worlds.real!);
  const first = (words: string): string[] =>
    finder
      .find(words)
      .slice(0, 3)
      .map((row) => row.id);
  for (const [words, id] of [
    ["chicherin", "chicherin"],
    ["Tchitcherin", "chicherin"],
    ["Cičerin", "chicherin"],
    ["Trotzky", "trotsky"],
    ["lenn", "lenin"],
    ["Dzerzhinsky", "dzerzhinskii"],
    ["Litvinof", "litvinov"],
  ] as const) {
    assert.ok(first(words).includes(id), `${words}: ${first(words)}`);
  }
  assert.deepEqual(finder.find("   "), []);
  assert.deepEqual(finder.find("xqzw"), []);
  assert.equal(folded("Trotzky"), folded("Trotskii"));
  assert.equal(folded("Tchitcherin"), folded("Chicherin"));
});

test("the port that mutinied is found under both its spellings", () => {
  const finder = finderOf(worlds.real!);
  const [one, other] = ["Kronstadt", "Kronshtadt"].map((words) => finder.find(words).map((row) => row.id));
  assert.ok(one!.length > 0);
  assert.deepEqual(new Set(one), new Set(other));
});

test("a path by facts takes only facts, and beliefs open more ways", () => {
  each((index) => {
    const ranked = [...index.data.nodes].sort((a, b) => b.degree - a.degree).slice(0, 6);
    for (const a of ranked) {
      for (const b of ranked) {
        const touching = (id: string) => index.touching.get(id)!;
        const facts = paths(a.id, b.id, touching, { allow: (edge) => edge.plain });
        const any = paths(a.id, b.id, touching);
        if (a !== b && facts.length) assert.ok(any.length && any[0]!.length <= facts[0]!.length);
        for (const path of [...facts, ...any]) {
          assert.equal(path[0]!.from, a.id);
          assert.equal(path.at(-1)!.to, b.id);
          assert.equal(new Set(path.map((step) => step.to)).size, path.length);
          for (const step of path) assert.equal(otherEnd(step.edge, step.from), step.to);
        }
        assert.ok(facts.every((path) => path.every((step) => step.edge.plain)));
      }
    }
  });
});

test("the overview is of few things, and none of its labels lies over another", () => {
  each((index) => {
    const scene = sceneOf(index, START, shownOf(index, NO_FILTERS), overviewSize(ROOM.width, ROOM.height));
    assert.ok(scene.nodes.length <= 64);
    const made = arrange(index, scene, ROOM, measure, new Map(), {});
    const again = arrange(index, scene, ROOM, measure, new Map(), {});
    assert.deepEqual([...made.places], [...again.places]);
    const rects = [...made.places].map(([id, { x, y }]) => {
      const { width, height } = made.labels.get(id)!;
      return {
        id,
        left: x - width / 2,
        right: x + width / 2,
        top: y + made.radii.get(id)! + 3,
        bottom: y + made.radii.get(id)! + 3 + height,
      };
    });
    const met = rects.flatMap((a, i) =>
      rects
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.id} ${b.id}`),
    );
    assert.deepEqual(met, []);
    for (const { x, y } of made.places.values())
      assert.ok(Math.abs(x) <= ROOM.width / 2 && Math.abs(y) <= ROOM.height / 2);
  });
});

test("a fan has every neighbour of a thing once, each in a row of its own", () => {
  each((index) => {
    for (const node of [...index.data.nodes].sort((a, b) => b.degree - a.degree).slice(0, 12)) {
      const scene = sceneOf(index, { ...START, open: [node.id] }, shownOf(index, NO_FILTERS), 40);
      const rows = columns(index, node.id, scene.edges).flat();
      const neighbours = new Set(
        scene.edges.filter((e) => e.from === node.id || e.to === node.id).map((edge) => otherEnd(edge, node.id)),
      );
      neighbours.delete(node.id);
      assert.deepEqual(new Set(rows.map((row) => row.id)), neighbours);
      const made = arrange(index, scene, ROOM, measure, new Map(), {});
      for (const side of [-1, 1]) {
        const heights = rows
          .filter((row) => made.side.get(row.id) === side)
          .map((row) => made.places.get(row.id)!.y)
          .sort((a, b) => a - b);
        for (let i = 1; i < heights.length; i++) assert.ok(heights[i]! - heights[i - 1]! >= 14.9);
      }
    }
  });
});

test("labels that would lie over others are left out unless they are forced", () => {
  const label = (id: string, forced: boolean): Wanted => ({
    id,
    x: 50,
    y: 50,
    gap: 5,
    lines: [id],
    width: 40,
    height: 15,
    sides: ["below"],
    forced,
  });
  assert.deepEqual(
    place([label("a", false), label("b", false), label("c", true)], new Taken()).map((one) => one.id),
    ["a", "c"],
  );
});

test("kind is told by shape and colour, voice by dash and colour, doubt by a lighter line and a sign", () => {
  each((index) => {
    const shown = shownOf(index, NO_FILTERS);
    const calm = { selected: "", hover: "", near: null };
    const shapes = new Set(index.data.nodes.map((node) => nodeLook(index, node, calm, PALETTE, 8, shown).shape));
    assert.deepEqual(shapes, new Set(index.data.nodes.map((node) => node.kind)));
    for (const edge of index.data.edges) {
      const look = edgeLook(index, edge, calm, PALETTE, "overview", 50, shown);
      assert.equal(look.color, PALETTE.voices[edge.voice]);
      assert.equal(look.dash.length > 0, edge.voice !== "author");
      if (edge.doubt)
        assert.ok(look.alpha < edgeLook(index, { ...edge, doubt: false }, calm, PALETTE, "overview", 50, shown).alpha);
      if (edge.negated) assert.equal(signOf(edge), "✕");
    }
  });
});

test("what is under the pointer dims the rest", () => {
  const index = worlds.real!;
  const near = nearOf(index, "lenin", () => true)!;
  const shown = shownOf(index, NO_FILTERS);
  const focus = { selected: "", hover: "lenin", near };
  const far = index.data.nodes.find((node) => !near.has(node.id))!;
  assert.ok(nodeLook(index, far, focus, PALETTE, 8, shown).alpha < 0.5);
  assert.equal(nodeLook(index, index.nodes.get("lenin")!, focus, PALETTE, 8, shown).alpha, 1);
});

test("the pieces of a sentence are the sentence, and each names what it links to", () => {
  each((index) => {
    for (const edge of index.data.edges) {
      const { pieces } = cut(index, edge);
      assert.equal(pieces.map((piece) => piece.text).join(""), edge.sentence);
      for (const piece of pieces.filter((one) => one.id)) {
        assert.equal(piece.text.slice(1), index.nodes.get(piece.id)!.label.slice(1));
      }
    }
  });
});
