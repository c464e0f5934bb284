// One lane of the time line: rows of dates with their words, and bars without words for what finds no room.

import { useMemo } from "preact/hooks";
import type { Item } from "../timeline.ts";
import { pack, rowsSeen, type Seen, ticks, type Words, wordsIn } from "../timeline_pack.ts";
import { doubts } from "../timeline_shape.ts";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import { Glyph } from "./timeline_glyph.tsx";
import { cutTo, dateWords, iconRoom, longest, measure, measureDate } from "./timeline_text.ts";

const ROW = 36;
const BARE = 14;
const MOST = 500;

interface LaneProps {
  id: string;
  title: string;
  items: readonly Item[];
  seen: Seen;
  usual: Seen;
  /** What was seen when the last movement ended: rows do not vanish during one. */
  settled: Seen;
  width: number;
  /** How many rows have words. */
  rows: number;
  /** The item that the keyboard reaches. */
  at: string;
  onGo: (seen: Seen) => void;
  onPoint: (item: Item | null, place?: DOMRect) => void;
}

export function LaneView({ id, title, items, seen, usual, settled, width, rows, at, onGo, onPoint }: LaneProps) {
  const app = useApp();
  const perDay = width / (seen.to - seen.from);
  const shift = seen.from * perDay;
  const most = useMemo(() => [...items].sort((a, b) => b.weight - a.weight).slice(0, MOST), [items]);
  const packed = useMemo(
    () => pack(most, perDay, { label: (item) => measure(item, longest(width)), date: measureDate }, rows, usual),
    [most, perDay, rows, usual, width],
  );
  const words = useMemo(() => wordsIn(packed, shift, width), [packed, shift, width]);
  const visible = packed.placed
    .filter((one) => one.right - shift > 0 && one.left - shift < width)
    .sort((a, b) => a.left - b.left || (a.item.id < b.item.id ? -1 : 1));
  const earlier = packed.placed.filter((one) => one.right - shift <= 0);
  const later = packed.placed.filter((one) => one.left - shift >= width);
  const kept = useMemo(() => rowsSeen(packed, perDay, [seen, settled]), [packed, perDay, seen, settled]);
  const [top, below] = [6, 6 + (Math.max(-1, ...kept.named) + 1) * ROW];
  const height = below + (Math.max(-1, ...kept.bare) + 1) * BARE + 4;
  const show = (day: number, share: number): void => {
    const wide = seen.to - seen.from;
    onGo({ from: day - wide * share, to: day + wide * (1 - share) });
  };
  const { time } = app.state.value.filters;
  const chosen = app.state.value.selected;
  return (
    <section class={`tl-lane ${id}`} aria-label={title}>
      <h3>
        <span dir="auto">{title}</span> <small>{items.length.toLocaleString("en")}</small>
        {items.length > MOST ? <small> (the {MOST} most connected are drawn)</small> : null}
        {earlier.length ? (
          <button type="button" onClick={() => show(Math.max(...earlier.map((one) => one.left)) / perDay, 0.2)}>
            ◂ {earlier.length} earlier
          </button>
        ) : null}
        {later.length ? (
          <button type="button" onClick={() => show(Math.min(...later.map((one) => one.right)) / perDay, 0.8)}>
            {later.length} later ▸
          </button>
        ) : null}
      </h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a group within a drawing */}
      <svg width={width} height={height} role="group" aria-label={`${title}: ${count(items.length, "dated item")}`}>
        <g class="grid">
          {ticks(seen, width).map((tick) => (
            <line
              key={tick.day}
              class={tick.strong ? "strong" : ""}
              x1={tick.day * perDay - shift}
              x2={tick.day * perDay - shift}
              y2={height}
            />
          ))}
        </g>
        {visible.map((one) => (
          <Mark
            key={one.item.id}
            item={one.item}
            words={words.get(one.item.id)}
            behind={one.way === "behind"}
            y={one.named ? top + kept.named[one.row]! * ROW : below + kept.bare[one.row]! * BARE}
            named={one.named}
            x={one.left - shift}
            perDay={perDay}
            shift={shift}
            width={width}
            here={one.item.id === chosen}
            maybe={time.from !== null || time.to !== null ? app.shown.value.maybe.has(one.item.id) : false}
            reached={one.item.id === at}
            onPoint={onPoint}
          />
        ))}
      </svg>
    </section>
  );
}

interface MarkProps {
  item: Item;
  words: Words | undefined;
  behind: boolean;
  y: number;
  named: boolean;
  x: number;
  perDay: number;
  shift: number;
  width: number;
  here: boolean;
  maybe: boolean;
  reached: boolean;
  onPoint: (item: Item | null, place?: DOMRect) => void;
}

function Mark({ item, words, behind, y, named, x, perDay, shift, width, here, maybe, reached, onPoint }: MarkProps) {
  const app = useApp();
  const kind = app.index.kinds.get(item.kind);
  const dash = app.index.voices.get(item.voice)?.dash ?? [];
  const shape = item.shape!;
  const bar = named ? y + 19 : y + 2;
  const date = words?.date ?? null;
  // The name begins with the words that are seen, so that who speaks to the page can say them.
  const seen = words ? cutTo(item.label, words.room - iconRoom(item)) : "";
  const about = [
    [seen || item.label, dateWords(item)].join(" "),
    seen && seen !== item.label ? item.label : "",
    kind ? item.kind : "",
    doubts(shape),
  ]
    .filter(Boolean)
    .join("; ");
  const state = [here ? "here" : "", maybe ? "possible" : "", item.voice].filter(Boolean).join(" ");
  const point = (event: Event): void => onPoint(item, (event.currentTarget as Element).getBoundingClientRect());
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button within a drawing
    <g
      class={`tl-item ${state}`}
      role="button"
      tabIndex={reached ? 0 : -1}
      data-id={item.id}
      data-x={x}
      data-y={y}
      aria-label={about}
      aria-current={here ? "true" : undefined}
      onClick={() => app.select(item.id)}
      onMouseEnter={(event) => {
        app.hover.value = item.id;
        point(event);
      }}
      onMouseLeave={() => {
        app.hover.value = "";
        onPoint(null);
      }}
      onFocus={point}
      onBlur={() => onPoint(null)}
    >
      <rect
        class="hit"
        x={Math.max(-9, x - 3)}
        y={named ? y : y - 1}
        width={Math.max(15, Math.min(width, shapeWidth(x, words, date)))}
        height={named ? ROW - 3 : BARE - 1}
      />
      <Glyph shape={shape} perDay={perDay} shift={shift} y={bar} width={width} fill={kind?.colour} />
      {words ? (
        <>
          {kind ? (
            <path
              class="kind"
              d={kind.path}
              fill={kind.colour}
              transform={`translate(${words.x + 5} ${y + 8}) scale(5)`}
            />
          ) : (
            <line
              class="voice"
              x1={words.x}
              x2={words.x + 17}
              y1={y + 9}
              y2={y + 9}
              stroke-dasharray={dash.map((length) => length / 2).join(" ")}
            />
          )}
          <text class="name" x={words.x + iconRoom(item)} y={y + 13}>
            {seen}
          </text>{" "}
          {date === null ? null : (
            <text class="date" x={date} y={behind ? y + 13 : y + 28}>
              {dateWords(item)}
            </text>
          )}
        </>
      ) : null}
    </g>
  );
}

const shapeWidth = (x: number, words: Words | undefined, date: number | null): number =>
  words ? Math.max(words.x + words.room - x, date === null ? 0 : date - x + 20) : 15;
