// The picture kept in step with the state: what to draw is worked out anew when it changes, and where one looks goes into
// the address and comes out of it.

import { effect, untracked } from "@preact/signals";
import { CURVED, SINGLE } from "../appearance.ts";
import { type Arranged, arrange } from "../arrange.ts";
import { everythingOf } from "../everything.ts";
import type { Shown } from "../filters.ts";
import { fanSize, type Point } from "../layout.ts";
import { overviewSize, type Scene, sceneOf } from "../scene.ts";
import { breath } from "../slices.ts";
import type { App } from "../store.ts";
import { cameraOf, HOME, written } from "./camera.ts";
import { unitOf } from "./looks.ts";
import { Picture } from "./picture.ts";
import { FONT } from "./strokes.ts";

/** Where the camera stands in the address. */
const LOOK = "graph.look";
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
  /** How much of everything has been made ready, from 0 to 1; null when nothing is being made. */
  progress: (done: number | null) => void = () => {},
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
  let crowded: { shown: Shown; pins: string; hidden: string; theme: string } | null = null;
  let turn = 0;
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
    if (state.all && (shown.edges.size > CURVED || shown.nodes.size > SINGLE)) {
      void redrawAll(unit);
      return;
    }
    turn++;
    progress(null);
    const before = picture.heavy ? null : drawn;
    const was = drawn && placeOf(drawn.arranged.scene);
    crowded = null;
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
    aim(was !== null && place !== was);
  }

  /** Looks where the address says; at all of it where that says nothing new and the picture is of something else. */
  function aim(other: boolean): void {
    const wanted = app.state.value.own[LOOK] ?? "";
    if (wanted !== look) {
      look = wanted;
      picture.look(cameraOf(wanted));
    } else if (other) {
      look = "";
      picture.look(HOME);
      keep("");
    }
  }

  /** Everything in a large graph is made ready in slices, and given up when something else is wanted. */
  async function redrawAll(unit: number): Promise<void> {
    const { value: state } = app.state;
    const key = {
      shown: app.shown.value,
      pins: JSON.stringify(state.pins),
      hidden: state.hidden.join(),
      theme: picture.colours.paper,
    };
    const old = crowded;
    if (old && Object.entries(key).every(([name, value]) => old[name as keyof typeof key] === value)) {
      picture.repaint();
      // While it is still being made, as when the room changes meanwhile, one looks there when it is.
      if (picture.heavy) aim(false);
      return;
    }
    const mine = ++turn;
    const was = drawn && placeOf(drawn.arranged.scene);
    progress(0);
    crowded = key;
    const made = await everythingOf(
      app.index,
      state,
      key.shown,
      picture.colours,
      picture.atlas.cell,
      unit,
      async (done) => {
        if ((await breath()) && mine === turn) progress(done);
        return mine === turn;
      },
    );
    if (!made || mine !== turn) return;
    progress(null);
    const { arranged } = made;
    drawn = { arranged, size: `${container.clientWidth} ${container.clientHeight}`, pins: key.pins, shown: key.shown };
    picture.showAll(made);
    container.dataset.scene = `all ${arranged.scene.nodes.length} ${arranged.scene.edges.length}`;
    tell(arranged.scene);
    aim(was !== null && was !== "all");
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
      untracked(redraw);
    }),
    changed(app.hover, () => picture.repaint()),
    changed(app.theme, () => void requestAnimationFrame(() => retheme())),
  ];
  function retheme(): void {
    picture.retheme();
    if (crowded) redraw();
  }
  dark.addEventListener("change", retheme);
  return {
    picture,
    stop: () => {
      clearTimeout(waiting);
      turn++;
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
