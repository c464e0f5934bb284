// The time line as lanes: zoomed and moved by wheel, drag, pinch, keys and buttons; arrow keys go from thing to thing.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Item } from "../timeline.ts";
import { moved, type Seen, zoomed } from "../timeline_pack.ts";
import { monthStart } from "../timeline_shape.ts";
import { useApp } from "../ui/context.ts";
import { Axis } from "./timeline_axis.tsx";
import { GlyphDefs } from "./timeline_glyph.tsx";
import { LaneView } from "./timeline_lane.tsx";
import { dateWords } from "./timeline_text.ts";

export interface ChartLane {
  id: string;
  title: string;
  items: readonly Item[];
  rows: number;
}

interface ChartProps {
  lanes: readonly ChartLane[];
  seen: Seen;
  usual: Seen;
  settled: Seen;
  width: number;
  onSee: (seen: Seen) => void;
  children?: preact.ComponentChildren;
}

export function Chart({ lanes, seen, usual, settled, width, onSee, children }: ChartProps) {
  const app = useApp();
  const box = useRef<HTMLDivElement>(null);
  const now = useRef(seen);
  now.current = seen;
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const dragged = useRef(false);
  const [at, setAt] = useState("");
  const [tip, setTip] = useState<{ item: Item; x: number; y: number } | null>(null);
  const { selected } = app.state.value;
  const { time } = app.state.value.filters;

  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [selected]);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent): void => {
      const onAxis = (event.target as Element).closest(".tl-axis") !== null;
      const zooms = event.ctrlKey || event.metaKey || (onAxis && Math.abs(event.deltaY) > Math.abs(event.deltaX));
      const sideways = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
      if (!zooms && !sideways) return;
      event.preventDefault();
      const room = element.clientWidth;
      const share = (event.clientX - element.getBoundingClientRect().left) / room;
      const lines = event.deltaMode === 1 ? 16 : 1;
      if (zooms) onSee(zoomed(now.current, Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.006 : 0.003)), share));
      else onSee(moved(now.current, (sideways * lines) / room));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [onSee]);

  function down(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (!fingers.current.size) dragged.current = false;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }
  function move(event: PointerEvent): void {
    const before = fingers.current.get(event.pointerId);
    const element = box.current;
    if (!before || !element) return;
    const here = { x: event.clientX, y: event.clientY };
    if (!dragged.current && Math.hypot(here.x - before.x, here.y - before.y) < 5) return;
    if (!dragged.current) element.setPointerCapture(event.pointerId);
    dragged.current = true;
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId);
    fingers.current.set(event.pointerId, here);
    const [other] = others;
    if (other) {
      const still = other[1];
      const grown =
        Math.hypot(here.x - still.x, here.y - still.y) /
        Math.max(8, Math.hypot(before.x - still.x, before.y - still.y));
      const share = ((here.x + still.x) / 2 - element.getBoundingClientRect().left) / width;
      onSee(zoomed(now.current, grown, share));
    } else {
      onSee(moved(now.current, (before.x - here.x) / width));
      if (event.pointerType === "mouse") element.scrollTop += before.y - here.y;
    }
  }
  const up = (event: PointerEvent): void => void fingers.current.delete(event.pointerId);

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = (event.target as Element).closest<SVGGElement>(".tl-item");
    const acts: Record<string, () => void> = {
      "+": () => onSee(zoomed(seen, 1.4)),
      "=": () => onSee(zoomed(seen, 1.4)),
      "-": () => onSee(zoomed(seen, 1 / 1.4)),
      "0": () => onSee(usual),
      ArrowLeft: () => (item && !event.shiftKey ? step(item, -1) : onSee(moved(seen, -0.15))),
      ArrowRight: () => (item && !event.shiftKey ? step(item, 1) : onSee(moved(seen, 0.15))),
      ArrowDown: () => (item ? climb(item, 1) : focus(all()[0])),
      ArrowUp: () => climb(item, -1),
      Home: () => focus(all()[0]),
      End: () => focus(all().at(-1)),
    };
    const choose = item && (event.key === "Enter" || event.key === " ");
    if (choose) app.select(item.dataset.id ?? "", { focus: true });
    else if (acts[event.key] && (item || event.target === box.current)) acts[event.key]!();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const all = (): SVGGElement[] => [...(box.current?.querySelectorAll<SVGGElement>(".tl-item") ?? [])];
  function focus(item: SVGGElement | undefined): void {
    if (!item) return;
    setAt(item.dataset.id ?? "");
    item.focus();
    item.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function step(item: SVGGElement, by: number): void {
    const items = all();
    focus(items[items.indexOf(item) + by]);
  }
  /** To the nearest item in the next row below or above. */
  function climb(item: SVGGElement | null, way: number): void {
    if (!item) return;
    const place = (one: SVGGElement): { x: number; y: number } => {
      const { x, y } = one.querySelector(".hit")!.getBoundingClientRect();
      return { x, y };
    };
    const from = place(item);
    const beyond = all()
      .map((one) => ({ one, ...place(one) }))
      .filter(({ y }) => (y - from.y) * way > 6);
    const nearest = Math.min(...beyond.map(({ y }) => Math.abs(y - from.y)));
    const row = beyond.filter(({ y }) => Math.abs(y - from.y) < nearest + 2);
    focus(row.sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x))[0]?.one);
  }
  function point(item: Item | null, place?: DOMRect): void {
    const element = box.current;
    if (!item || !place || !element || dragged.current) {
      setTip(null);
      return;
    }
    const own = element.getBoundingClientRect();
    const x = Math.max(4, Math.min(own.width - 300, place.x - own.x));
    const below = place.bottom - own.y + 2;
    setTip({ item, x, y: below > own.height - 90 ? place.y - own.y - 84 : below });
  }

  const perDay = width / (seen.to - seen.from);
  const dark = (day: number): number => Math.max(0, Math.min(width, (day - seen.from) * perDay));
  const first = lanes.find((lane) => lane.items.length)?.items[0]?.id ?? "";
  const known = lanes.some((lane) => lane.items.some((item) => item.id === at));
  return (
    <div class="tl-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: not a fieldset; it is worked with keys as a whole */}
      <div
        class="tl-chart"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls, zooms and moves must be reached by the keyboard
        tabIndex={0}
        role="group"
        aria-label="Time line. Plus and minus zoom, arrows move, down goes to the first item"
        onKeyDown={key}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onClickCapture={(event) => {
          if (!dragged.current) return;
          dragged.current = false;
          event.stopPropagation();
          event.preventDefault();
        }}
      >
        <GlyphDefs />
        <Axis seen={seen} width={width} />
        <div class="tl-lanes">
          {time.from === null ? null : (
            <div class="tl-outside" style={{ left: 0, width: `${dark(monthStart(time.from))}px` }} />
          )}
          {time.to === null ? null : (
            <div class="tl-outside" style={{ left: `${dark(monthStart(time.to + 1))}px`, right: 0 }} />
          )}
          {lanes.map((lane) => (
            <LaneView
              key={lane.id}
              {...lane}
              seen={seen}
              usual={usual}
              settled={settled}
              width={width}
              at={known ? at : first}
              onGo={onSee}
              onPoint={point}
            />
          ))}
        </div>
        {children}
      </div>
      {tip ? (
        <div class="tl-tip" aria-hidden="true" style={{ left: `${tip.x}px`, top: `${tip.y}px` }}>
          <b dir="auto">{tip.item.label}</b>
          <br />
          {dateWords(tip.item)}
        </div>
      ) : null}
    </div>
  );
}
