// The graph: an overview, a thing with its neighbours, or everything.  Works out what to draw and hands it to Picture.

import { useEffect, useRef, useState } from "preact/hooks";
import { CURVED, SINGLE } from "../appearance.ts";
import { labelOf } from "../index.ts";
import type { Scene } from "../scene.ts";
import { figureOf } from "../share/figure.ts";
import { useOffer } from "../share/offers.ts";
import { pinOf } from "../state.ts";
import type { App } from "../store.ts";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import { drawInto } from "./draw.ts";
import { hasWebGL } from "./looks.ts";
import type { Picture } from "./picture.ts";
import { TableView } from "./table.tsx";

export function GraphView() {
  const app = useApp();
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture | null>(null);
  const [drawn, setDrawn] = useState<Scene | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [able] = useState(hasWebGL);

  useEffect(() => {
    const container = box.current;
    if (!container || !able) return undefined;
    const made = drawInto(container, app, setDrawn, setProgress);
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
      <Toolbar app={app} picture={() => picture.current} scene={drawn} progress={progress} />
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
    picture.reveal(id);
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
  const { width, height } = picture.size;
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

interface ToolbarOf {
  app: App;
  picture: () => Picture | null;
  scene: Scene | null;
  /** How much of everything has been made ready. */
  progress: number | null;
}

function Toolbar({ app, picture, scene, progress }: ToolbarOf) {
  const { selected, open, all, hidden, pins } = app.state.value;
  const thing = app.index.nodes.has(selected);
  const whole = !all && !open.length;
  const bar = useRef<HTMLDivElement>(null);
  const button = (label: string, click: () => void, more: Record<string, unknown> = {}) => (
    <button
      type="button"
      onClick={() => {
        click();
        // A button that has done its work may be gone; who pressed it by a key goes on in the picture.
        requestAnimationFrame(() => {
          if (document.activeElement === document.body)
            bar.current?.parentElement?.querySelector<HTMLElement>(".stage")?.focus();
        });
      }}
      {...more}
    >
      {label}
    </button>
  );
  return (
    <div class="picturebar" ref={bar}>
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
        {thing && !pinOf({ pins }, selected) && scene?.nodes.includes(selected)
          ? button("Pin", () => pin(app, picture(), selected), { title: "It stays where it is; so does what you drag" })
          : null}
        {thing ? button("Hide", () => hide(app), { title: "Delete" }) : null}
        {hidden.length
          ? button(`Show ${hidden.length} hidden`, () => app.go({ hidden: [] }, { say: "Nothing is hidden" }))
          : null}
        {Object.keys(pins).length ? button("Unpin", () => app.go({ pins: {} }, { say: "Nothing is pinned" })) : null}
      </div>
      {progress === null ? (
        <span class="status">{scene ? told(app, scene) : ""}</span>
      ) : (
        <span class="status">
          Everything: {Math.round(100 * progress)} % {button("Stop", () => app.go({ all: false }, { say: "Stopped" }))}
        </span>
      )}
      <div class="zooms" role="toolbar" aria-label="Zoom">
        {button("Fit", () => picture()?.fit(), { title: "0" })}
        {button("−", () => picture()?.zoom(1.4), { "aria-label": "Zoom out" })}
        {button("+", () => picture()?.zoom(1 / 1.4), { "aria-label": "Zoom in" })}
      </div>
    </div>
  );
}

function pin(app: App, picture: Picture | null, id: string): void {
  const at = picture?.placeOf(id);
  if (at)
    app.go((state) => ({ pins: { ...state.pins, [id]: [Math.round(at.x), Math.round(at.y)] } }), {
      say: `${labelOf(app.index, id)} is pinned`,
    });
}

function told(app: App, scene: Scene): string {
  const things = count(scene.nodes.length, "thing");
  const statements = count(scene.edges.length, "statement");
  const more = scene.left && scene.mode !== "overview" ? `; ${scene.left} more do not fit` : "";
  if (scene.mode === "overview") return `The ${things} with most statements`;
  if (scene.mode === "fan") return `${labelOf(app.index, scene.centres[0]!)}: ${statements}${more}`;
  const crowd = scene.edges.length > CURVED || scene.nodes.length > SINGLE;
  return `${things}, ${statements}${more}${crowd ? "; zoom in for more" : ""}`;
}
