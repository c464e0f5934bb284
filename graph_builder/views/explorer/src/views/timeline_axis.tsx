// The axis of the time line, and on it the window of the time filter: shown, and set by dragging or with keys.

import { useRef } from "preact/hooks";
import { inWords, isOpen, type Window } from "../time.ts";
import { type Seen, ticks } from "../timeline_pack.ts";
import { monthAt, monthStart } from "../timeline_shape.ts";
import { useApp } from "../ui/context.ts";

type Grip = "from" | "to" | "new" | "all";

export function Axis({ seen, width }: { seen: Seen; width: number }) {
  const app = useApp();
  const { time } = app.state.value.filters;
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<{ grip: Grip; month: number; window: Window } | null>(null);
  const perDay = width / (seen.to - seen.from);
  const x = (day: number): number => (day - seen.from) * perDay;
  const [first, last] = [monthAt(seen.from), monthAt(seen.to)];
  const from = time.from === null ? 0 : x(monthStart(time.from));
  const to = time.to === null ? width : x(monthStart(time.to + 1));

  function set(window: Window, say = ""): void {
    const { from: a, to: b } = window;
    const turned = a !== null && b !== null && a > b ? { from: b, to: a } : window;
    if (turned.from === time.from && turned.to === time.to) return;
    app.go((now) => ({ filters: { ...now.filters, time: turned } }), { step: false, say });
  }
  const monthUnder = (event: PointerEvent): number => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    return monthAt(seen.from + Math.max(0, Math.min(width - 1, event.clientX - left)) / perDay);
  };
  function down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const held = (event.target as HTMLElement).closest<HTMLElement>("[data-grip]")?.dataset.grip as Grip | undefined;
    drag.current = { grip: held ?? "new", month: monthUnder(event), window: time };
    box.current?.setPointerCapture(event.pointerId);
    event.stopPropagation();
  }
  function move(event: PointerEvent): void {
    if (!drag.current) return;
    const { grip, month, window } = drag.current;
    const now = monthUnder(event);
    if (grip === "from") set({ from: Math.min(now, time.to ?? now), to: time.to });
    else if (grip === "to") set({ from: time.from, to: Math.max(now, time.from ?? now) });
    else if (now === month) return;
    else if (grip === "new") set({ from: Math.min(month, now), to: Math.max(month, now) });
    else {
      const by = now - month;
      set({ from: window.from === null ? null : window.from + by, to: window.to === null ? null : window.to + by });
    }
  }
  function up(): void {
    if (drag.current) app.say(isOpen(time) ? "All time" : said(time));
    drag.current = null;
  }
  function key(end: "from" | "to", event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -12,
      PageUp: 12,
    };
    const step = steps[event.key];
    const out = end === "from" ? "Home" : "End";
    if (event.key === out) set({ ...time, [end]: null }, `No ${end === "from" ? "beginning" : "end"}`);
    else if (step === undefined) return;
    else {
      const month = (time[end] ?? (end === "from" ? first : last)) + step;
      const held = end === "from" ? Math.min(month, time.to ?? month) : Math.max(month, time.from ?? month);
      set({ ...time, [end]: held });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="tl-axis" ref={box} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      <svg width={width} height="24" aria-hidden="true">
        {ticks(seen, width).map((tick) => (
          <g key={tick.day} class={tick.strong ? "strong" : ""} transform={`translate(${x(tick.day)} 0)`}>
            <line y1="14" y2="24" />
            {x(tick.day) < width - 36 ? (
              <text x="4" y="18">
                {tick.label}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      <div class="tl-window" title="Drag to choose a window of time">
        {isOpen(time) ? (
          <span class="tl-hint">Drag along here to choose a window of time</span>
        ) : (
          <div
            class="tl-band"
            data-grip="all"
            style={{
              left: `${Math.max(0, from)}px`,
              width: `${Math.max(0, Math.min(width, to) - Math.max(0, from))}px`,
            }}
          />
        )}
        {(["from", "to"] as const).map((end) => {
          const at = end === "from" ? from : to;
          const month = time[end] ?? (end === "from" ? first : last);
          return (
            <div
              key={end}
              class={`tl-grip ${end}${time[end] === null ? " loose" : ""}`}
              data-grip={end}
              role="slider"
              tabIndex={0}
              aria-label={end === "from" ? "Window of time: from" : "Window of time: to"}
              aria-valuemin={Math.min(first, month)}
              aria-valuemax={Math.max(last, month)}
              aria-valuenow={month}
              aria-valuetext={time[end] === null ? (end === "from" ? "no beginning" : "no end") : inWords(time[end])}
              hidden={at < -1 || at > width + 1}
              style={{ left: `${at}px` }}
              onKeyDown={(event) => key(end, event)}
            />
          );
        })}
      </div>
    </div>
  );
}

const said = ({ from, to }: Window): string =>
  `${from === null ? "the beginning" : inWords(from)} to ${to === null ? "the end" : inWords(to)}`;
