// The slider of time: two handles over a histogram of dated statements, a button that plays, a switch for the undated.

import { useEffect, useMemo, useState } from "preact/hooks";
import { histogram, inWords, isOpen, range, type Window } from "../time.ts";
import { useApp } from "./context.ts";

const YEAR = 12;

export function TimeBar() {
  const app = useApp();
  const { index, state, shown } = app;
  const over = useMemo(() => range(index.data.edges.map((edge) => index.spans.get(edge.id) ?? null)), [index]);
  const { time, undated } = state.value.filters;
  const from = Math.max(over.first, Math.min(over.last, time.from ?? over.first));
  const to = Math.max(from, Math.min(over.last, time.to ?? over.last));
  const [playing, setPlaying] = useState(false);
  const edges = shown.value.edges;
  const bars = useMemo(
    () =>
      histogram(
        index.data.edges.map((edge) => index.spans.get(edge.id) ?? null),
        over,
      ),
    [index, over],
  );
  const tallest = Math.max(1, ...bars);

  function set(window: Window, say = ""): void {
    app.go((now) => ({ filters: { ...now.filters, time: window } }), { step: false, say });
  }
  /** The ends of the slider mean that there is no bound. */
  const bound = (first: number, last: number): Window => ({
    from: first <= over.first ? null : first,
    to: last >= over.last ? null : last,
  });
  const words = isOpen(time)
    ? "all time"
    : `${time.from === null ? "…" : inWords(time.from)} – ${time.to === null ? "…" : inWords(time.to)}`;

  useEffect(() => {
    if (!playing) return undefined;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(
      () => {
        const now = app.state.value.filters.time;
        const first = now.from ?? over.first;
        const wide = (now.to ?? over.last) - first;
        const step = still ? YEAR : 1;
        if (first + wide + step > over.last) {
          setPlaying(false);
          app.say("The end of time is reached");
        } else
          app.go((s) => ({ filters: { ...s.filters, time: { from: first + step, to: first + step + wide } } }), {
            step: false,
          });
      },
      still ? 1500 : 260,
    );
    return () => clearInterval(timer);
  }, [playing, app, over]);

  function play(): void {
    if (!playing && (isOpen(time) || to >= over.last)) {
      const wide = isOpen(time) ? YEAR - 1 : to - from;
      app.go((now) => ({ filters: { ...now.filters, time: { from: over.first, to: over.first + wide } } }));
    }
    setPlaying(!playing);
    app.say(playing ? "Stopped" : "Time runs");
  }

  const share = (month: number): number => (100 * (month - over.first)) / Math.max(1, over.last - over.first);
  return (
    <section class="time" aria-label="Time">
      <button
        type="button"
        class="play"
        aria-pressed={playing}
        onClick={play}
        aria-label={playing ? "Stop time" : "Let time run"}
      >
        {playing ? "❚❚" : "▶"}
      </button>
      <div class="track">
        <svg viewBox={`0 0 ${bars.length} 1`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((bar, i) => {
            const year = Math.floor(over.first / YEAR) + i;
            const inside = year * YEAR + 11 >= from && year * YEAR <= to;
            return (
              <rect
                key={year}
                class={inside ? "in" : ""}
                x={i + 0.06}
                width={0.88}
                y={1 - bar / tallest}
                height={bar / tallest}
              />
            );
          })}
        </svg>
        <div class="span" style={{ left: `${share(from)}%`, right: `${100 - share(to)}%` }} />
        <input
          type="range"
          aria-label="From"
          // Where both handles lie at the right end, the one that can still be moved lies on top.
          style={{ zIndex: from > (over.first + over.last) / 2 ? 1 : 0 }}
          aria-valuetext={time.from === null ? "no beginning" : inWords(time.from)}
          min={over.first}
          max={over.last}
          value={from}
          onInput={(event) => set(bound(Math.min(Number(event.currentTarget.value), to), to))}
        />
        <input
          type="range"
          aria-label="To"
          aria-valuetext={time.to === null ? "no end" : inWords(time.to)}
          min={over.first}
          max={over.last}
          value={to}
          onInput={(event) => set(bound(from, Math.max(Number(event.currentTarget.value), from)))}
        />
        <div class="years" aria-hidden="true">
          {bars.map((_, i) => {
            const year = Math.floor(over.first / YEAR) + i;
            return <span key={year}>{bars.length > 12 && i % 2 ? "" : year}</span>;
          })}
        </div>
      </div>
      <p class="now">
        <b>{words}</b>
        {isOpen(time) ? null : (
          <button type="button" onClick={() => set({ from: null, to: null }, "All time")}>
            all time
          </button>
        )}
        <label>
          <input
            type="checkbox"
            checked={undated}
            onChange={() =>
              app.go((now) => ({ filters: { ...now.filters, undated: !undated } }), {
                say: undated ? "Undated statements hidden" : "Undated statements shown",
              })
            }
          />
          undated ({shown.value.counts.undated})
        </label>
        <small>{edges.size.toLocaleString("en")} statements</small>
      </p>
    </section>
  );
}
