// A layered drawing from left to right (Sugiyama, Tagawa and Toda 1981): cycles are broken, things stand in columns,
// lines over several columns get a place in each, crossings are lessened, and everything is pulled level with what it is
// joined to without ever overlapping.  Pure; units: pixels.  Same input, same drawing.

export interface Box {
  id: string;
  /** Height; the width is that of the column. */
  height: number;
}

export interface Line {
  from: string;
  to: string;
}

/** A place in a column: a thing, or a line that passes by. */
export interface Place {
  id: string;
  column: number;
  height: number;
  /** The middle. */
  y: number;
  box: boolean;
}

export interface Layers {
  columns: Place[][];
  places: Map<string, Place>;
  /** For each line the places that it goes through, from left to right, both ends included. */
  routes: Place[][];
  /** Whether a line goes from right to left. */
  back: boolean[];
  height: number;
}

const GAP = 16;
const LANE = 10;

export function layered(boxes: readonly Box[], lines: readonly Line[]): Layers {
  const back = backward(boxes, lines);
  const ways = lines.map((line, i) => (back[i] ? { from: line.to, to: line.from } : line));
  const column = columnsOf(boxes, ways);
  const places = new Map<string, Place>();
  const columns: Place[][] = [];
  const put = (place: Place): Place => {
    places.set(place.id, place);
    columns[place.column] ??= [];
    columns[place.column]!.push(place);
    return place;
  };
  for (const { id, height } of boxes) put({ id, column: column.get(id)!, height, y: 0, box: true });
  const routes = ways.map(({ from, to }, i) => {
    const route = [places.get(from)!];
    for (let at = column.get(from)! + 1; at < column.get(to)!; at++)
      route.push(put({ id: `\n${i} ${at}`, column: at, height: LANE, y: 0, box: false }));
    return [...route, places.get(to)!];
  });
  const joints = jointsOf(routes);
  order(columns, joints);
  level(columns, joints);
  const tops = [...places.values()].map((place) => place.y - place.height / 2);
  const top = Math.min(0, ...tops);
  const least = tops.length ? Math.min(...tops) : top;
  for (const place of places.values()) place.y -= least;
  const height = Math.max(0, ...[...places.values()].map((place) => place.y + place.height / 2));
  return { columns, places, routes, back, height };
}

/** Which lines close a circle, met in the order in which things and lines are given; also a line to its own start. */
export function backward(boxes: readonly { id: string }[], lines: readonly Line[]): boolean[] {
  const back = lines.map(() => false);
  const state = new Map<string, "open" | "done">();
  const out = new Map<string, number[]>();
  lines.forEach((line, i) => void out.set(line.from, [...(out.get(line.from) ?? []), i]));
  const into = new Set(lines.map((line) => line.to));
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const i of out.get(id) ?? []) {
      const { to } = lines[i]!;
      if (state.get(to) === "open") back[i] = true;
      else if (!state.has(to)) visit(to);
    }
    state.set(id, "done");
  };
  for (const { id } of [...boxes.filter((box) => !into.has(box.id)), ...boxes]) if (!state.has(id)) visit(id);
  return back;
}

/** Columns: each thing right of all that leads to it, and what nothing leads to close to what it leads to. */
function columnsOf(boxes: readonly Box[], ways: readonly Line[]): Map<string, number> {
  const column = new Map(boxes.map((box) => [box.id, 0]));
  const forward = ways.filter((way) => way.from !== way.to);
  for (let moved = true, round = 0; moved && round <= boxes.length; round++) {
    moved = false;
    for (const { from, to } of forward) {
      if (column.get(to)! <= column.get(from)!) {
        column.set(to, column.get(from)! + 1);
        moved = true;
      }
    }
  }
  const into = new Set(forward.map((way) => way.to));
  for (const { id } of boxes) {
    const next = forward.filter((way) => way.from === id).map((way) => column.get(way.to)!);
    if (!into.has(id) && next.length) column.set(id, Math.min(...next) - 1);
  }
  return column;
}

interface Joints {
  left: Map<Place, Place[]>;
  right: Map<Place, Place[]>;
}

function jointsOf(routes: readonly Place[][]): Joints {
  const joints: Joints = { left: new Map(), right: new Map() };
  for (const route of routes) {
    route.slice(1).forEach((to, i) => {
      const from = route[i]!;
      joints.right.set(from, [...(joints.right.get(from) ?? []), to]);
      joints.left.set(to, [...(joints.left.get(to) ?? []), from]);
    });
  }
  return joints;
}

/** Sorts each column by the middle of its neighbours, there and back, and keeps the order with the fewest crossings. */
function order(columns: Place[][], { left, right }: Joints): void {
  let best = columns.map((column) => [...column]);
  let least = crossings(columns, right);
  for (let round = 0; round < 24 && least > 0; round++) {
    const rightwards = round % 2 === 0;
    const sequence = columns.map((_, i) => (rightwards ? i : columns.length - 1 - i)).slice(1);
    for (const i of sequence) {
      const beside = columns[rightwards ? i - 1 : i + 1]!;
      const at = new Map(beside.map((place, k) => [place, k]));
      const near = rightwards ? left : right;
      const old = new Map(columns[i]!.map((place, k) => [place, k]));
      const worth = (place: Place): number => {
        const own = (near.get(place) ?? []).map((one) => at.get(one)!).filter((one) => one !== undefined);
        return own.length ? own.reduce((a, b) => a + b, 0) / own.length : (old.get(place)! * beside.length) / old.size;
      };
      const turn = round % 4 < 2 ? 1 : -1; // of equals, once the first and once the last goes first
      columns[i]!.sort((a, b) => worth(a) - worth(b) || turn * (old.get(a)! - old.get(b)!));
    }
    const now = crossings(columns, right);
    if (now < least) {
      least = now;
      best = columns.map((column) => [...column]);
    }
  }
  best.forEach((column, i) => {
    columns[i] = column;
  });
}

function crossings(columns: readonly Place[][], right: Map<Place, Place[]>): number {
  let sum = 0;
  for (let i = 0; i + 1 < columns.length; i++) {
    const at = new Map(columns[i + 1]!.map((place, k) => [place, k]));
    const ends = columns[i]!.map((place) => (right.get(place) ?? []).map((to) => at.get(to)!));
    ends.forEach((one, k) => {
      for (const other of ends.slice(k + 1).flat()) sum += one.filter((end) => end > other).length;
    });
  }
  return sum;
}

/** Heights: as near as may be to the middle of the neighbours, in the order found, with gaps. */
function level(columns: readonly Place[][], { left, right }: Joints): void {
  for (const column of columns)
    spread(
      column,
      column.map(() => 0),
    );
  for (let round = 0; round < 40; round++) {
    const rightwards = round % 2 === 0;
    for (const column of rightwards ? columns : [...columns].reverse()) {
      const wish = (place: Place): number => {
        const one = rightwards ? left.get(place) : right.get(place);
        const near = round > 30 || !one?.length ? [...(left.get(place) ?? []), ...(right.get(place) ?? [])] : one;
        return near.length ? near.reduce((sum, other) => sum + other.y, 0) / near.length : place.y;
      };
      spread(column, column.map(wish));
    }
  }
}

/** The heights next to those wished for (least squares) that keep order and distance: pooled neighbours. */
function spread(column: readonly Place[], wished: readonly number[]): void {
  const offsets: number[] = [];
  column.forEach((place, i) => {
    const above = column[i - 1];
    const gap = above && (above.box || place.box) ? GAP : 4;
    offsets.push(above ? offsets[i - 1]! + (above.height + place.height) / 2 + gap : 0);
  });
  const pools: { sum: number; weight: number; size: number }[] = [];
  column.forEach((place, i) => {
    const weight = place.box ? 1 : 2;
    let pool = { sum: (wished[i]! - offsets[i]!) * weight, weight, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.weight > pool.sum / pool.weight; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, size: pool.size + last.size };
    }
    pools.push(pool);
  });
  let i = 0;
  for (const pool of pools) {
    for (let k = 0; k < pool.size; k++, i++) column[i]!.y = pool.sum / pool.weight + offsets[i]!;
  }
}
