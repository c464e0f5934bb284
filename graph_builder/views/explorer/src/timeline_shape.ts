// An uncertain date as stretches on an axis: what is sure, what only may be, and what nobody knows.
// Units: days since 1970-01-01, both ends included.

import type { DateRow, When } from "./payload.ts";

const DAY = 86_400_000;

/** What is known of an end of a date: its day or days; nothing on that side; or that it goes on. */
export type End = "known" | "unknown" | "open";

export interface Shape {
  /** The first and the last day that it may have touched; infinite where nobody knows or where it goes on. */
  first: number;
  last: number;
  /** From `begun` to `lasted` it was going on for certain, if the one does not lie after the other. */
  begun: number;
  lasted: number;
  left: End;
  right: End;
  /** Whether it is a stretch with a beginning and an end; else it lies somewhere within its bounds. */
  interval: boolean;
  about: boolean;
  perhaps: boolean;
  inferred: boolean;
}

/** A part of a drawn date: a day, a stretch that is sure, or one in which it may lie; `fade`: which end has no bound. */
export interface Stretch {
  look: "day" | "sure" | "maybe";
  from: number;
  to: number;
  fade: "" | "left" | "right" | "both";
}

/** The number of a day written YYYY-MM-DD; NaN for anything else. */
export function dayOf(iso: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (!match) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return Math.round(date.getTime() / DAY);
}

/** The day as YYYY-MM-DD. */
export const isoOf = (day: number): string => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

/** The first day of a month (year * 12 + month, January is 0). */
export function monthStart(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return Math.round(date.getTime() / DAY);
}

/** The month in which a day lies. */
export function monthAt(day: number): number {
  const date = new Date(Math.floor(day) * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const bound = (iso: string | undefined, none: number): number => {
  const day = dayOf(iso ?? "");
  return Number.isNaN(day) ? none : day;
};

export function shapeOf(row: DateRow): Shape {
  const [never, ever] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const ends = ([early, late]: string[]): End => (early && late ? "known" : early || late ? "unknown" : "open");
  const first = bound(row.begin[0], never);
  const last = bound(row.end[1], ever);
  const interval = row.precision === "interval";
  const goes = { left: ends(row.begin) === "open", right: ends(row.end) === "open" };
  return {
    first,
    last,
    begun: bound(row.begin[1], goes.left ? never : ever),
    lasted: bound(row.end[0], goes.right ? ever : never),
    left: first > never ? "known" : goes.left ? "open" : "unknown",
    right: last < ever ? "known" : goes.right ? "open" : "unknown",
    interval,
    about: row.approximate,
    perhaps: row.uncertain,
    inferred: row.inferred !== "",
  };
}

/** The shape of a date, from the table of dates or, where it says nothing, from its bounds alone. */
export function shapeFor(when: When, dates: Readonly<Record<string, DateRow>>): Shape {
  const row = Object.hasOwn(dates, when.words) ? dates[when.words] : undefined;
  const bounds = [when.earliest, when.latest];
  return shapeOf(
    row ?? {
      begin: bounds,
      end: bounds,
      precision: "",
      inferred: "",
      approximate: false,
      uncertain: false,
      julian: false,
    },
  );
}

/** What is drawn of a date, from left to right. */
export function stretches(shape: Shape): Stretch[] {
  const { first, begun, lasted, last } = shape;
  const faded = (from: number, to: number): Stretch["fade"] =>
    Number.isFinite(from) ? (Number.isFinite(to) ? "" : "right") : Number.isFinite(to) ? "left" : "both";
  const part = (look: Stretch["look"], from: number, to: number): Stretch => ({
    look,
    from,
    to,
    fade: faded(from, to),
  });
  if (first === last) return [part("day", first, last)];
  if (!shape.interval) return [part("maybe", first, last)];
  const cuts = [first, ...[begun, lasted].sort((a, b) => a - b), last];
  const made: Stretch[] = [];
  for (let i = 0; i < 3; i++) {
    const [from, to] = [cuts[i]!, cuts[i + 1]!];
    if (i === 1 && begun <= lasted) made.push(part("sure", from, to));
    else if (to > from) made.push(part("maybe", from, to));
  }
  return made;
}

/** The finite part of a date: where it is drawn before its fading ends are. */
export function reach(shape: Shape): { from: number; to: number } {
  const days = [shape.first, shape.begun, shape.lasted, shape.last].filter((day) => Number.isFinite(day));
  return days.length ? { from: Math.min(...days), to: Math.max(...days) } : { from: 0, to: 0 };
}

/** What a date leaves open, in words; "" if it is a day that the text gives. */
export function doubts(shape: Shape): string {
  const parts = [
    shape.left === "open" ? "had begun already" : shape.left === "unknown" ? "nobody knows how early" : "",
    shape.right === "open" ? "goes on" : shape.right === "unknown" ? "nobody knows how late" : "",
    shape.about ? "approximate" : "",
    shape.perhaps ? "uncertain" : "",
    shape.inferred ? "inferred by the editor" : "",
  ];
  return parts.filter(Boolean).join(", ");
}
