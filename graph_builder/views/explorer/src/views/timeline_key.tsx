// How the time line is read: each way of drawing a date beside what it means.

import type { DateRow } from "../payload.ts";
import { dayOf, shapeOf } from "../timeline_shape.ts";
import { MiniDate } from "./timeline_glyph.tsx";

const row = (begin: string[], end: string[], more: Partial<DateRow> = {}): DateRow => ({
  begin,
  end,
  precision: "interval",
  inferred: "",
  approximate: false,
  uncertain: false,
  julian: false,
  ...more,
});
const year = ["1921-01-01", "1921-12-31"];
const later = ["1923-01-01", "1923-12-31"];
const some = { precision: "year" };
const SAMPLES: readonly [string, DateRow][] = [
  ["a day", row(["1922-01-01", "1922-01-01"], ["1922-01-01", "1922-01-01"], { precision: "day" })],
  ["some time within these bounds: a year, a season, a month", row(year, year, some)],
  ["going on for certain; its beginning and end lie in the striped parts", row(year, later)],
  ["by then; nobody knows how early", row(["", "1922-12-31"], ["", "1922-12-31"], some)],
  ["not before then; nobody knows how late", row(["1921-01-01", ""], ["1921-01-01", ""], some)],
  ["goes on", row(year, ["", ""])],
  ["about then (broken edge)", row(year, year, { ...some, approximate: true })],
  ["[in brackets]: the year or date is inferred by the editor", row(year, year, { ...some, inferred: "year" })],
  [
    "uncertain, or known only by its order among dated things (dotted edge)",
    row(year, year, { ...some, uncertain: true }),
  ],
];
const SEEN = { from: dayOf("1920-06-01"), to: dayOf("1924-06-01") };

export function Key() {
  return (
    <details class="tl-key">
      <summary>How to read</summary>
      <div>
        <ul>
          {SAMPLES.map(([words, date]) => (
            <li key={words}>
              <MiniDate shape={shapeOf(date)} seen={SEEN} width={140} /> {words}
            </li>
          ))}
        </ul>
        <p>
          Bars without words are things for which there is no room: point at them, zoom in, or press “All names”. A name
          in italics only may lie in the chosen window of time.
        </p>
        <p>
          Ctrl + wheel, pinch or + and −: zoom (on the axis the wheel alone). Drag, shift + wheel or ← →: move. ↓ goes
          to the first item, arrows from item to item, Enter opens.
        </p>
      </div>
    </details>
  );
}
