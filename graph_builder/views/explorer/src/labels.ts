// Where labels stand: by importance, each at the first place where it covers nothing.  Pure; units: pixels, y downwards.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Side = "below" | "above" | "left" | "right" | "middle";

export interface Wanted {
  id: string;
  /** The point that the label belongs to, and how far it has to keep away from it. */
  x: number;
  y: number;
  gap: number;
  lines: string[];
  width: number;
  height: number;
  sides: readonly Side[];
  /** Written even where it covers something. */
  forced: boolean;
}

export interface Placed {
  id: string;
  rect: Rect;
  side: Side;
  lines: string[];
}

const CELL = 96;

/** Rectangles that are taken, found quickly by a grid. */
export class Taken {
  private readonly cells = new Map<string, Rect[]>();

  private around(rect: Rect): string[] {
    const keys: string[] = [];
    for (let x = Math.floor(rect.x / CELL); x <= Math.floor((rect.x + rect.width) / CELL); x++) {
      for (let y = Math.floor(rect.y / CELL); y <= Math.floor((rect.y + rect.height) / CELL); y++)
        keys.push(`${x} ${y}`);
    }
    return keys;
  }

  add(rect: Rect): void {
    for (const key of this.around(rect)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(rect);
      else this.cells.set(key, [rect]);
    }
  }

  covers(rect: Rect): boolean {
    return this.around(rect).some((key) => this.cells.get(key)?.some((other) => meet(rect, other)));
  }
}

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export function rectAt(label: Wanted, side: Side): Rect {
  const { x, y, gap, width, height } = label;
  const left = {
    left: x - gap - width,
    right: x + gap,
    below: x - width / 2,
    above: x - width / 2,
    middle: x - width / 2,
  };
  const top = {
    left: y - height / 2,
    right: y - height / 2,
    below: y + gap,
    above: y - gap - height,
    middle: y - height / 2,
  };
  return { x: left[side], y: top[side], width, height };
}

/** The rectangle, moved to lie within so much width, if it can. */
const within = (rect: Rect, width: number): Rect =>
  rect.width > width || !Number.isFinite(width)
    ? rect
    : { ...rect, x: Math.max(2, Math.min(width - rect.width - 2, rect.x)) };

/** Places labels in their order; one that finds no free side and is not forced is left out. */
export function place(labels: readonly Wanted[], taken: Taken, width = Number.POSITIVE_INFINITY): Placed[] {
  const placed: Placed[] = [];
  for (const label of labels) {
    const free = label.sides.find((side) => !taken.covers(within(rectAt(label, side), width)));
    const side = free ?? (label.forced ? label.sides[0] : undefined);
    if (!side) continue;
    const rect = within(rectAt(label, side), width);
    taken.add(rect);
    placed.push({ id: label.id, rect, side, lines: label.lines });
  }
  return placed;
}

export type Measure = (text: string) => number;

/** The text in at most so many lines that are no wider than this, cut at words; what is left out ends in an ellipsis. */
export function wrap(text: string, width: number, lines: number, measure: Measure): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(/\s+/)) {
    const longer = row ? `${row} ${word}` : word;
    if (!row || (rows.length < lines - 1 ? measure(longer) <= width : true)) row = longer;
    else {
      rows.push(row);
      row = word;
    }
  }
  if (row) rows.push(row);
  return rows.map((line) => shortened(line, width, measure));
}

/** The text, or as much of its beginning as there is room for. */
function shortened(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
