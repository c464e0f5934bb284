// Where things on the time line are drawn: the scale, its ticks, and rows in which nothing lies over anything else.

import { inWords } from "./time.ts";
import type { Item } from "./timeline.ts";
import { monthAt, monthStart, reach, type Shape } from "./timeline_shape.ts";

/** The part of time that is seen.  Units: days since 1970-01-01. */
export interface Seen {
  from: number;
  to: number;
}

/** How far a date fades out at an end that nobody knows, and how large a single day is; units: pixels. */
export const TAIL = 44;
export const POINT = 9;
const GAP = 16;
const SPACE = 6;
const BEHIND = 10;
const LEAST = 10;
const MOST = 200 * 366;

export const clampSeen = ({ from, to }: Seen): Seen => {
  const middle = (from + to) / 2;
  const wide = Math.min(MOST, Math.max(LEAST, to - from));
  return { from: middle - wide / 2, to: middle + wide / 2 };
};

/** Nearer by a factor (above 1) or farther, with the day at `share` of the width staying where it is. */
export function zoomed(seen: Seen, factor: number, share = 0.5): Seen {
  const wide = Math.min(MOST, Math.max(LEAST, (seen.to - seen.from) / factor));
  const fixed = seen.from + (seen.to - seen.from) * share;
  return { from: fixed - wide * share, to: fixed + wide * (1 - share) };
}

export const moved = (seen: Seen, share: number): Seen => {
  const by = (seen.to - seen.from) * share;
  return { from: seen.from + by, to: seen.to + by };
};

export interface Tick {
  day: number;
  label: string;
  /** The beginning of a year. */
  strong: boolean;
}

/** Ticks at round dates, at least `room` pixels apart. */
export function ticks(seen: Seen, width: number, room = 58): Tick[] {
  const perDay = width / (seen.to - seen.from);
  const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => step * 30.4 * perDay >= room) ?? 2400;
  const made: Tick[] = [];
  const first = Math.floor(monthAt(seen.from) / months) * months;
  const days = months === 1 ? [1, 2, 5, 10].find((step) => step * perDay >= room) : undefined;
  const add = (day: number, label: string, strong: boolean): void => {
    if (day >= seen.from && day <= seen.to) made.push({ day, label, strong });
  };
  for (let month = first; monthStart(month) <= seen.to; month += months) {
    const day = monthStart(month);
    const january = month % 12 === 0;
    add(day, january ? String(Math.floor(month / 12)) : inWords(month).split(" ")[0]!, january);
    for (let more = days ?? 99; more <= 31 - (days ?? 0) * 0.6 && monthAt(day + more) === month; more += days ?? 99)
      add(day + more, `${more + 1}`, false);
  }
  if (made.length && made[0]!.label.length !== 4) {
    const month = monthAt(made[0]!.day);
    const day = made[0]!.day - monthStart(month);
    made[0] = { ...made[0]!, label: `${day ? `${day + 1} ` : ""}${inWords(month)}` };
  }
  return made;
}

/** An item's place in rows.  Units: pixels from 1970-01-01 at this scale. */
export interface Placed {
  item: Item;
  row: number;
  /** Ends of the bar, its fading ends included. */
  left: number;
  right: number;
  /** Ends of the bar with its words; those of the bar in a row without words. */
  start: number;
  end: number;
  /** Where the words stand: under the bar's beginning, with the date behind the bar or behind the label; or before its end. */
  way: "under" | "behind" | "before";
  named: boolean;
  /** Widths of the label and the date. */
  wide: number;
  dated: number;
}

export interface Rows {
  placed: Placed[];
  /** How many rows have words, and how many are for bars alone. */
  named: number;
  bare: number;
}

/** The rows in which something is seen, each with the number it has when the others are left out. */
export function rowsSeen(rows: Rows, perDay: number, views: readonly Seen[]): { named: number[]; bare: number[] } {
  const kept = { named: new Set<number>(), bare: new Set<number>() };
  for (const one of rows.placed)
    if (views.some(({ from, to }) => one.right > from * perDay && one.left < to * perDay))
      kept[one.named ? "named" : "bare"].add(one.row);
  const numbers = (used: Set<number>, many: number): number[] => {
    let next = 0;
    return Array.from({ length: many }, (_, row) => (used.has(row) ? next++ : -1));
  };
  return { named: numbers(kept.named, rows.named), bare: numbers(kept.bare, rows.bare) };
}

export interface Measure {
  label: (item: Item) => number;
  date: (item: Item) => number;
}

export function barOf(shape: Shape, perDay: number): { left: number; right: number } {
  const { from, to } = reach(shape);
  let [left, right] = [from * perDay, (to + 1) * perDay];
  if (shape.left !== "known") left -= TAIL;
  if (shape.right !== "known") right += TAIL;
  if (right - left < POINT) [left, right] = [(left + right - POINT) / 2, (left + right + POINT) / 2];
  return { left, right };
}

/**
 * Rows for dated items at a scale: the weightiest first, each in the first row that has room for its bar and its words;
 * what finds none in `most` rows is a bar without words below them.  It is the same for the same items in any order, and
 * does not change while time is moved.  Words keep within the usual part of time where they can.
 */
export function pack(items: readonly Item[], perDay: number, measure: Measure, most: number, usual?: Seen): Rows {
  const order = [...items].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const rows: [number, number][][] = [];
  const bare: [number, number][][] = [];
  const placed: Placed[] = [];
  for (const item of order) {
    if (!item.shape) continue;
    const { left, right } = barOf(item.shape, perDay);
    const [wide, dated] = [measure.label(item), measure.date(item)];
    const under = Math.max(left + wide, right + SPACE + dated);
    const behind = Math.max(right, left + wide + BEHIND + dated);
    const words = { item, left, right, wide, dated, named: true };
    const after = {
      ...words,
      start: left,
      end: Math.min(under, behind),
      way: behind < under ? "behind" : "under",
    } as const;
    const before = {
      ...words,
      start: Math.min(left - SPACE - dated, right - wide),
      end: right,
      way: "before",
    } as const;
    const inside = [after, before].filter(
      ({ start, end }) => !usual || (start >= usual.from * perDay && end <= usual.to * perDay),
    );
    const found = roomFor(rows, inside.length ? inside : [after, before], most);
    if (found) placed.push(found);
    else {
      const bar = { ...after, start: left, end: right, named: false };
      placed.push(roomFor(bare, [bar], Number.POSITIVE_INFINITY, 3)!);
    }
  }
  return { placed, named: rows.length, bare: bare.length };
}

/** The first way in the first row that has room, now taken; null if none of `most` rows has. */
function roomFor(rows: [number, number][][], ways: Omit<Placed, "row">[], most: number, gap = GAP): Placed | null {
  for (let row = 0; row < most; row++) {
    const taken = rows[row] ?? [];
    const way = ways.find((one) => taken.every(([a, b]) => one.end + gap <= a || one.start >= b + gap));
    if (!way) continue;
    taken.push([way.start, way.end]);
    rows[row] = taken;
    return { ...way, row };
  }
  return null;
}

/** Where the words of an item are drawn in a picture of some width; null where there is no room for them. */
export interface Words {
  x: number;
  /** At most so wide. */
  room: number;
  /** Where the date stands; null if it finds no room. */
  date: number | null;
}

/** Words moved in from the edges of the picture, as far as their neighbours in the row let them. */
export function wordsIn(rows: Rows, shift: number, width: number): Map<string, Words> {
  const found = new Map<string, Words>();
  const byRow = new Map<number, Placed[]>();
  for (const one of rows.placed) {
    if (!one.named || one.right - shift <= 4 || one.left - shift >= width - 4) continue;
    byRow.set(one.row, [...(byRow.get(one.row) ?? []), one]);
  }
  for (const row of byRow.values()) {
    row.sort((a, b) => a.start - b.start);
    let least = 2;
    row.forEach((one, i) => {
      const next = row[i + 1];
      const limit = Math.min(width - 2, next ? next.start - shift - GAP / 2 : width);
      const [left, right] = [one.left - shift, one.right - shift];
      const all = one.way === "behind" ? one.wide + BEHIND + one.dated : one.wide;
      const wanted = one.way === "before" ? right - one.wide : left;
      const x = Math.max(least, Math.min(wanted, limit - all));
      const room = Math.min(one.wide, limit - x);
      const date =
        one.way === "behind" ? x + one.wide + BEHIND : one.way === "under" ? right + SPACE : left - SPACE - one.dated;
      const dated = date >= least - 1 && date + one.dated <= limit + 1;
      if (room >= 40) found.set(one.item.id, { x, room, date: dated ? date : null });
      least = Math.max(right, x + room, dated ? date + one.dated : 0) + GAP / 2;
    });
  }
  return found;
}
