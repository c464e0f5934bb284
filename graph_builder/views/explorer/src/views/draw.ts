// The picture kept in step with the state: what to draw is worked out anew when it changes, and where one looks goes into
// the address and comes out of it.

import { effect, untracked } from "@preact/signals";
import { type Arranged, arrange } from "../arrange.ts";
import type { Shown } from "../filters.ts";
import { fanSize, type Point } from "../layout.ts";
import { overviewSize, type Scene, sceneOf } from "../scene.ts";
import type { App } from "../store.ts";
import { cameraOf, HOME, written } from "./camera.ts";
import { unitOf } from "./looks.ts";
import { Picture } from "./picture.ts";
import { FONT } from "./strokes.ts";

/** Where the camera stands in the address. */
const LOOK = "graph.look";
/** More statements than this are drawn a moment later, so that a slider does not stick; units: milliseconds. */
const [MANY, LATER] = [12_000, 90];

const pen = document.createElement("canvas").getContext("2d");
const measure = (text: string): number => {
  if (pen) pen.font = FONT;
  return pen?.measureText(text).width ?? text.length * 7;
};

/** Does something whenever a signal changes, and not before: each painting of a large graph takes its time. */
const changed = (signal: { readonly value: unknown }, act: () => void): (() => void) => {
  const first = signal.value;
  let ready = false;
  return effect(() => {
    const now = signal.value;
    ready ||= now !== first;
    if (ready) untracked(act);
  });
};

export function drawInto(
  container: HTMLElement,
  app: App,
  tell: (scene: Scene) => void,
): { picture: Picture; stop: () => void } {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const picture = new Picture(container, app, {
    click: (id) => {
      const { mode } = picture.arranged!.scene;
      app.select(id, { open: mode === "overview" || mode === "fan" });
    },
    doubleClick: (id) => app.select(id, { grow: true }),
    clickEdge: (id) => app.select(id, { open: false }),
    clickStage: () => {
      if (app.state.value.selected) app.select("", { open: false });
    },
    hover: (id) => {
      app.hover.value = id;
      container.classList.toggle("over", id !== "");
    },
    moved: (id, at) =>
      app.go((state) => ({ pins: { ...state.pins, [id]: [Math.round(at.x), Math.round(at.y)] } }), { say: "Pinned" }),
    looked: (camera) => {
      look = written(camera);
      keep(look);
    },
  });
  let places: ReadonlyMap<string, Point> = new Map();
  let drawn: { arranged: Arranged; size: string; pins: string; shown: Shown } | null = null;
  let look = "";
  let waiting = 0;

  const keep = (value: string): void => {
    if ((app.state.value.own[LOOK] ?? "") !== value)
      app.go(({ own }) => ({ own: { ...own, [LOOK]: value } }), { step: false });
  };

  function redraw(): void {
    const [unit, size] = [unitOf(), `${container.clientWidth} ${container.clientHeight}`];
    const room = { width: container.clientWidth / unit, height: container.clientHeight / unit };
    if (!room.width || !room.height) return;
    const state = app.state.value;
    const shown = app.shown.value;
    const before = drawn;
    const scene = sceneOf(app.index, state, shown, overviewSize(room.width, room.height), fanSize(room));
    const place = placeOf(scene);
    const pins = JSON.stringify(state.pins);
    if (before && size === before.size && pins === before.pins && same(scene, before.arranged.scene)) {
      picture.repaint(shown !== before.shown);
      drawn = { ...before, shown };
    } else {
      const arranged = arrange(app.index, scene, room, measure, places, state.pins);
      places = scene.mode === "all" ? places : arranged.places;
      drawn = { arranged, size, pins, shown };
      picture.show(arranged, !still.matches && before !== null && scene.nodes.length < 400);
      container.dataset.scene = `${scene.mode} ${scene.nodes.length} ${scene.edges.length}`;
      tell(scene);
    }
    const wanted = state.own[LOOK] ?? "";
    if (wanted !== look) {
      // It came with the address.
      look = wanted;
      picture.look(cameraOf(wanted));
    } else if (before && place !== placeOf(before.arranged.scene)) {
      look = "";
      picture.look(HOME);
      keep("");
    }
  }

  /** Large pictures are drawn when nothing has changed for a moment; the page can be worked in the meantime. */
  function soon(): void {
    clearTimeout(waiting);
    const many =
      drawn && app.shown.value.edges.size > MANY && (app.state.value.all || placeOf(drawn.arranged.scene) === "all");
    if (many) waiting = window.setTimeout(redraw, LATER);
    else redraw();
  }

  // Things that depend on the size of the stage are worked out when its size is known.
  const resized = new ResizeObserver(() => {
    const now = `${container.clientWidth} ${container.clientHeight}`;
    if (now === (drawn?.size ?? now)) return;
    picture.sigma.resize();
    clearTimeout(waiting);
    waiting = window.setTimeout(redraw, 60);
  });
  resized.observe(container);
  const stops = [
    effect(() => {
      void app.state.value;
      void app.shown.value;
      untracked(soon);
    }),
    changed(app.hover, () => picture.repaint()),
    changed(app.theme, () => void requestAnimationFrame(() => picture.retheme())),
  ];
  const retheme = (): void => picture.retheme();
  dark.addEventListener("change", retheme);
  return {
    picture,
    stop: () => {
      clearTimeout(waiting);
      for (const stop of stops) stop();
      resized.disconnect();
      dark.removeEventListener("change", retheme);
      picture.kill();
    },
  };
}

/** What a picture is of; while that stays the same, one goes on looking at the same part of it. */
const placeOf = (scene: Scene): string => [scene.mode, ...scene.centres].join(" ");

const same = (a: Scene, b: Scene): boolean =>
  placeOf(a) === placeOf(b) &&
  a.left === b.left &&
  a.nodes.length === b.nodes.length &&
  a.edges.length === b.edges.length &&
  a.nodes.every((id, i) => id === b.nodes[i]) &&
  a.edges.every((edge, i) => edge === b.edges[i]);
