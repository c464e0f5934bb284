// Where the belief map is drawn: as large as its room allows, and what the outlook holds beside it.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BeliefMap } from "../beliefs.ts";
import { FONT, type MapScene, mapScene } from "../mapscene.ts";
import { useApp } from "../ui/context.ts";
import { StatementItem } from "../ui/statement.tsx";
import { count } from "../words.ts";
import { Drawing, MARGIN } from "./beliefmap.tsx";

/** Letters do not become smaller than this share of their size; what does not fit is scrolled to. */
const LEAST = 0.83;
const MOST = 1.7;

/** The width of text in the letters of the page. */
export function measureOf(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 8.6;
  context.font = `600 ${FONT.name}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}

/** All of it in sight where that leaves the letters large enough, else its width. */
function scaleOf(scene: MapScene, room: { width: number; height: number }): number {
  const wide = room.width / (scene.width + 2 * MARGIN);
  const tall = (room.height - 4) / (scene.height + 2 * MARGIN);
  const whole = Math.min(wide, tall);
  return Math.max(LEAST, Math.min(MOST, whole >= 0.8 ? whole : wide));
}

interface CanvasProps {
  map: BeliefMap;
  title: string;
  lit: ReadonlySet<string> | null;
  from: string;
  to: string;
  /** Gives the drawing the whole window; null if it has it. */
  onBig: (() => void) | null;
}

export function Canvas({ map, title, lit, from, to, onBig }: CanvasProps) {
  const app = useApp();
  const { index } = app;
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && !matchMedia("print").matches) setRoom({ width: Math.round(width), height: Math.round(height) });
    });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const { width } = room;
  const scene: MapScene | null = useMemo(
    () => (width ? mapScene(index, map, width - 2 * MARGIN, measureOf()) : null),
    [index, map, width],
  );
  const scale = scene ? scaleOf(scene, room) : 1;
  const { selected } = app.state.value;
  // What is chosen stays in sight, also where the text of it takes half of a phone; one frame later the text has its room.
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      box.current?.querySelector(".here")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    );
    return () => cancelAnimationFrame(frame);
  }, [selected, scene]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <div class="canvas" ref={box} tabIndex={0}>
      {scene && (scene.width + 2 * MARGIN) * scale > width + 2 ? (
        <p class="meta over">
          Wider than its room: scroll to the right
          {onBig ? (
            <>
              , or{" "}
              <button type="button" onClick={onBig}>
                use the whole window
              </button>
            </>
          ) : null}
        </p>
      ) : null}
      {scene?.lines.length ? (
        <Drawing scene={scene} scale={scale} title={title} map={map} lit={lit} from={from} to={to} />
      ) : null}
      {map.links.length ? null : <Empty map={map} />}
      {map.links.length && map.rest.length ? <Rest map={map} /> : null}
    </div>
  );
}

function Empty({ map }: { map: BeliefMap }) {
  return (
    <>
      <p class="none">
        Nothing here is said to further, to hinder or to be the condition of anything
        {map.rest.length ? "; what it holds:" : "."}
      </p>
      <ul class="statements rests">
        {map.rest.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self={map.of} />
        ))}
      </ul>
    </>
  );
}

function Rest({ map }: { map: BeliefMap }) {
  return (
    <details class="rests">
      <summary>What it holds beside this: {count(map.rest.length, "statement")}</summary>
      <ul class="statements">
        {map.rest.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self={map.of} />
        ))}
      </ul>
    </details>
  );
}
