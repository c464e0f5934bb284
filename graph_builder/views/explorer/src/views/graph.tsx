// The graph: an overview, a thing with its neighbours, or everything.  Works out what to draw and hands it to Picture.

import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { arrange } from "../arrange.ts";
import { labelOf } from "../index.ts";
import type { Point } from "../layout.ts";
import { overviewSize, type Scene, sceneOf } from "../scene.ts";
import { figureOf } from "../share/figure.ts";
import { useOffer } from "../share/offers.ts";
import type { App } from "../store.ts";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import { FONT } from "./names.ts";
import { hasWebGL, Picture } from "./picture.ts";
import { TableView } from "./table.tsx";

const pen = document.createElement("canvas").getContext("2d");
const measure = (text: string): number => {
  if (pen) pen.font = FONT;
  return pen?.measureText(text).width ?? text.length * 7;
};

export function GraphView() {
  const app = useApp();
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture | null>(null);
  const [drawn, setDrawn] = useState<Scene | null>(null);
  const [able] = useState(hasWebGL);

  useEffect(() => {
    const container = box.current;
    if (!container || !able) return undefined;
    const made = drawInto(container, app, setDrawn);
    picture.current = made.picture;
    return made.stop;
  }, [app, able]);

  useOffer(
    able
      ? {
          statements: () => picture.current?.arranged?.scene.edges ?? [],
          things: () => picture.current?.arranged?.scene.nodes ?? [],
          figure: () => figureOf(picture.current),
        }
      : null,
  );

  if (!able) {
    return (
      <>
        <p class="notice" role="status">
          This browser does not draw with WebGL here, so that the graph cannot be shown. The table shows the same
          statements.
        </p>
        <TableView />
      </>
    );
  }
  return (
    <div class="graph">
      <Toolbar app={app} picture={() => picture.current} scene={drawn} />
      <div
        class="stage"
        ref={box}
        role="application"
        aria-label="Picture of the graph. Arrow keys go from thing to thing, Enter adds the neighbours of one, Escape closes. The table shows the same as text."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        onKeyDown={(event) => keys(event, app, picture.current)}
      />
    </div>
  );
}

/** Does something whenever a signal changes, and not before: each painting of a large graph takes its time. */
const changed = (signal: { readonly value: unknown }, act: () => void): (() => void) => {
  const first = signal.value;
  let ready = false;
  return effect(() => {
    const now = signal.value;
    ready ||= now !== first;
    if (ready) act();
  });
};

function drawInto(
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
  });
  let places: ReadonlyMap<string, Point> = new Map();
  let last = "";
  let waiting = 0;
  let size = "";

  function redraw(): void {
    const room = { width: container.clientWidth, height: container.clientHeight };
    if (!room.width || !room.height) return;
    if (last === "") size = `${room.width} ${room.height}`;
    const state = app.state.value;
    const scene = sceneOf(app.index, state, app.shown.value, overviewSize(room.width, room.height));
    const key = JSON.stringify([scene.mode, scene.nodes, scene.edges.map((edge) => edge.id), room, state.pins]);
    if (key === last) {
      picture.repaint();
      return;
    }
    const first = last === "";
    last = key;
    const arranged = arrange(app.index, scene, room, measure, places, state.pins);
    places = scene.mode === "all" ? places : arranged.places;
    picture.show(arranged, !still.matches && !first && scene.nodes.length < 400);
    container.dataset.scene = `${scene.mode} ${scene.nodes.length} ${scene.edges.length}`;
    tell(scene);
  }

  // Things that depend on the size of the stage are worked out when its size is known.
  const resized = new ResizeObserver(() => {
    const now = `${container.clientWidth} ${container.clientHeight}`;
    if (now === size) return;
    size = now;
    picture.sigma.resize();
    clearTimeout(waiting);
    waiting = window.setTimeout(redraw, 60);
  });
  resized.observe(container);
  const stops = [
    effect(() => {
      void app.state.value;
      void app.shown.value;
      redraw();
    }),
    changed(app.hover, () => picture.repaint()),
    changed(app.theme, () => void requestAnimationFrame(() => picture.retheme())),
  ];
  const retheme = (): void => picture.retheme();
  dark.addEventListener("change", retheme);
  return {
    picture,
    stop: () => {
      for (const stop of stops) stop();
      resized.disconnect();
      dark.removeEventListener("change", retheme);
      picture.kill();
    },
  };
}

function keys(event: KeyboardEvent, app: App, picture: Picture | null): void {
  const ways: Record<string, readonly [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const way = ways[event.key];
  if (!picture || event.metaKey || event.ctrlKey || event.altKey) return;
  if (way) {
    const id = nextThing(app, picture, way);
    if (id) app.select(id, { open: false });
  } else if (event.key === "Enter" && app.index.nodes.has(app.state.value.selected)) {
    app.select(app.state.value.selected, { grow: true });
  } else if (event.key === "+" || event.key === "=") picture.zoom(1 / 1.4);
  else if (event.key === "-") picture.zoom(1.4);
  else if (event.key === "0") picture.fit();
  else if (event.key === "Delete" && app.state.value.selected) hide(app);
  else return;
  event.preventDefault();
}

/** The nearest thing in a direction; the middle one if none is selected. */
function nextThing(app: App, picture: Picture, [x, y]: readonly [number, number]): string {
  const { width, height } = picture.sigma.getDimensions();
  const here = picture.at(app.state.value.selected) ?? { x: width / 2, y: height / 2 };
  let best = "";
  let least = Number.POSITIVE_INFINITY;
  for (const id of picture.arranged?.scene.nodes ?? []) {
    const at = picture.at(id)!;
    const [dx, dy] = [at.x - here.x, at.y - here.y];
    const ahead = dx * x + dy * y;
    const aside = Math.abs(dx * y) + Math.abs(dy * x);
    if (id === app.state.value.selected || ahead <= 1 || aside > ahead * 2.5) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

function hide(app: App): void {
  const { selected } = app.state.value;
  app.go(
    (state) => ({
      hidden: [...state.hidden, selected],
      open: state.open.filter((id) => id !== selected),
      selected: "",
    }),
    { say: `${labelOf(app.index, selected)} is hidden` },
  );
}

function Toolbar({ app, picture, scene }: { app: App; picture: () => Picture | null; scene: Scene | null }) {
  const { selected, open, all, hidden, pins } = app.state.value;
  const thing = app.index.nodes.has(selected);
  const whole = !all && !open.length;
  const button = (label: string, click: () => void, more: Record<string, unknown> = {}) => (
    <button type="button" onClick={click} {...more}>
      {label}
    </button>
  );
  return (
    <div class="toolbar" role="toolbar" aria-label="Picture">
      {button("Overview", () => app.go({ open: [], all: false, selected: "", pins: {} }, { say: "Overview" }), {
        "aria-pressed": whole,
      })}
      {button("Everything", () => app.go({ all: !all, pins: {} }, { say: all ? "A part" : "Everything" }), {
        "aria-pressed": all,
      })}
      {thing && !(open.length === 1 && open[0] === selected && !all)
        ? button("Focus", () => app.select(selected), { title: "Only this and its neighbours" })
        : null}
      {thing && !open.includes(selected)
        ? button("Add neighbours", () => app.select(selected, { grow: true }), { title: "Enter, or a double click" })
        : null}
      {thing ? button("Hide", () => hide(app), { title: "Delete" }) : null}
      {hidden.length
        ? button(`Show ${hidden.length} hidden`, () => app.go({ hidden: [] }, { say: "Nothing is hidden" }))
        : null}
      {Object.keys(pins).length ? button("Unpin", () => app.go({ pins: {} }, { say: "Nothing is pinned" })) : null}
      <span class="status">{scene ? told(app, scene) : ""}</span>
      {button("Fit", () => picture()?.fit(), { title: "0" })}
      {button("−", () => picture()?.zoom(1.4), { "aria-label": "Zoom out" })}
      {button("+", () => picture()?.zoom(1 / 1.4), { "aria-label": "Zoom in" })}
    </div>
  );
}

function told(app: App, scene: Scene): string {
  const things = count(scene.nodes.length, "thing");
  const statements = count(scene.edges.length, "statement");
  const more = scene.left && scene.mode !== "overview" ? `; ${scene.left} more do not fit, see the text` : "";
  if (scene.mode === "overview") return `The ${things} with most statements`;
  if (scene.mode === "fan") return `${labelOf(app.index, scene.centres[0]!)}: ${statements}${more}`;
  return `${things}, ${statements}${more}`;
}
