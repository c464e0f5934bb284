// The belief map as a drawing: boxes with names in full, lines with their signs.  Nothing lies over anything else, which
// a test says.  Pure but for the measure of text that it is given; units: pixels, y downwards.

import { type BeliefMap, badge, type Link, stanceWord } from "./beliefs.ts";
import { type Index, labelOf } from "./index.ts";
import { type Measure, type Rect, wrap } from "./labels.ts";
import { backward, type Layers, layered, type Place } from "./layers.ts";
import type { Edge } from "./payload.ts";

export interface BoxAt extends Rect {
  id: string;
  kind: string;
  lines: string[];
  /** What the outlook itself thinks of it, in a few words. */
  stance: string[];
}

export interface BadgeAt extends Rect {
  edge: Edge;
  words: string;
}

export interface LineAt {
  link: Link;
  /** The line as an SVG path, and the tip of its arrow. */
  path: string;
  arrow: string;
  badges: BadgeAt[];
}

export interface MapScene {
  width: number;
  height: number;
  boxes: BoxAt[];
  lines: LineAt[];
}

/** Size of the names' letters; heights of their lines, of those of stances, and of the badges. */
export const FONT = { name: 16, stance: 14, badge: 14, line: 19, small: 16, pill: 22 };
const SLOT = FONT.pill + 3;
const TIP = 9;
const PAD = { x: 7, y: 9 };

interface Shape {
  column: number;
  curve: number;
}

/** Widths of a column and of the room for curves, the widest first: the first with which the drawing fits is taken. */
const SHAPES: readonly Shape[] = [
  { column: 210, curve: 64 },
  { column: 180, curve: 54 },
  { column: 155, curve: 44 },
  { column: 132, curve: 32 },
  { column: 112, curve: 22 },
];

interface Part {
  things: string[];
  links: Link[];
}

/** Things that hang together, the largest part first. */
function partsOf(map: BeliefMap): Part[] {
  const root = new Map(map.things.map((id) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    while (root.get(at) !== at) at = root.get(at)!;
    root.set(id, at);
    return at;
  };
  for (const { from, to } of map.links) root.set(find(to), find(from));
  const parts = new Map<string, Part>();
  for (const id of map.things) {
    const part = parts.get(find(id)) ?? { things: [], links: [] };
    part.things.push(id);
    parts.set(find(id), part);
  }
  for (const link of map.links) if (link.from !== link.to) parts.get(find(link.from))!.links.push(link);
  return [...parts.values()].sort((a, b) => b.things.length - a.things.length);
}

export function mapScene(index: Index, map: BeliefMap, room: number, measure: Measure): MapScene {
  const parts = partsOf(map);
  const shapes = parts.length > 1 ? SHAPES.slice(2) : SHAPES;
  const made = parts.map((part) => {
    const drawn = shapes.map((shape) => () => drawPart(index, map, part, shape, measure));
    return drawn.reduce<MapScene | null>((best, draw) => (best && best.width <= room ? best : draw()), null)!;
  });
  return shelved(made, Math.max(room, ...made.map((scene) => scene.width)));
}

const APART = { x: 40, y: 28 };

/** The parts from left to right and from above to below: beside a tall one the smaller ones stand in columns. */
function shelved(parts: readonly MapScene[], room: number): MapScene {
  const whole: MapScene = { width: 0, height: 0, boxes: [], lines: [] };
  const left = [...parts];
  const put = (part: MapScene, x: number, y: number): void => {
    left.splice(left.indexOf(part), 1);
    const moved = <R extends Rect>(rect: R): R => ({ ...rect, x: rect.x + x, y: rect.y + y });
    whole.boxes.push(...part.boxes.map(moved));
    for (const line of part.lines)
      whole.lines.push({
        ...line,
        path: shifted(line.path, x, y),
        arrow: shifted(line.arrow, x, y),
        badges: line.badges.map(moved),
      });
    whole.width = Math.max(whole.width, x + part.width);
    whole.height = Math.max(whole.height, y + part.height);
  };
  while (left.length) {
    const [first] = left;
    const top = whole.height ? whole.height + APART.y : 0;
    put(first!, 0, top);
    for (let x = first!.width + APART.x; ; ) {
      let [y, wide] = [top, 0];
      for (const part of [...left]) {
        if (x + part.width > room || y + part.height > top + first!.height) continue;
        put(part, x, y);
        y += part.height + APART.y;
        wide = Math.max(wide, part.width);
      }
      if (!wide) break;
      x += wide + APART.x;
    }
  }
  return whole;
}

const near = (value: number): number => Math.round(value * 10) / 10;

/** The path, moved.  Paths here are of absolute M, L and C with "x,y" for points. */
const shifted = (path: string, x: number, y: number): string =>
  x || y ? path.replace(/(-?[\d.]+),(-?[\d.]+)/g, (_, a, b) => `${near(Number(a) + x)},${near(Number(b) + y)}`) : path;

interface Worded {
  lines: string[];
  stance: string[];
  text: number;
}

function drawPart(index: Index, map: BeliefMap, part: Part, shape: Shape, measure: Measure): MapScene {
  const small = (text: string): number => (measure(text) * FONT.stance) / FONT.name;
  const labels = part.things.map((id) => labelOf(index, id));
  const longest = Math.max(0, ...labels.flatMap((label) => label.split(/\s+/)).map(measure));
  const inner = Math.max(shape.column - 2 * PAD.x, Math.min(longest, 260));
  const width = inner + 2 * PAD.x;
  const words = new Map<string, Worded>();
  part.things.forEach((id, i) => {
    const lines = wrap(labels[i]!, inner, 99, measure);
    const said = [...new Set((map.stances.get(id) ?? []).map(stanceWord))].join(", ");
    const stance = said ? wrap(said, inner, 99, small) : [];
    words.set(id, { lines, stance, text: lines.length * FONT.line + stance.length * FONT.small });
  });
  const back = backward(
    part.things.map((id) => ({ id })),
    part.links,
  );
  const boxes = part.things.map((id) => {
    const left = part.links.filter((link, i) => (back[i] ? link.from : link.to) === id).length;
    const right = part.links.filter((link, i) => (back[i] ? link.to : link.from) === id).length;
    const returning = part.links.some((link, i) => back[i] && link.to === id);
    const slots = Math.max(left * SLOT, right * (returning ? SLOT : 9));
    return { id, height: Math.max(words.get(id)!.text + 2 * PAD.y, slots) };
  });
  const layers = layered(boxes, part.links);
  const pills = part.links.map((link) => pillsOf(index, link, measure));
  const frame = frameOf(layers, pills, width, shape.curve);
  return {
    width: frame.width,
    height: layers.height + 2 * TOP,
    boxes: part.things.map((id) => {
      const place = layers.places.get(id)!;
      const { lines, stance } = words.get(id)!;
      const kind = index.nodes.get(id)?.kind ?? "";
      return {
        id,
        kind,
        lines,
        stance,
        x: frame.left[place.column]!,
        y: place.y - place.height / 2 + TOP,
        width,
        height: place.height,
      };
    }),
    lines: linesOf(layers, part.links, pills, frame, width),
  };
}

const TOP = 8;

interface Pill {
  edge: Edge;
  words: string;
  width: number;
}

const pillsOf = (index: Index, link: Link, measure: Measure): Pill[] =>
  link.edges.map((edge) => {
    const words = badge(index, edge);
    return { edge, words, width: Math.ceil((measure(words) * FONT.badge) / FONT.name) + 11 };
  });

const widthOf = (pills: readonly Pill[]): number => pills.reduce((sum, pill) => sum + pill.width + 2, TIP + 2);

interface Frame {
  /** The left side of each column. */
  left: number[];
  /** Room for badges after each column, of lines that come back to it, and before it. */
  after: number[];
  before: number[];
  width: number;
}

function frameOf(layers: Layers, pills: readonly Pill[][], width: number, curve: number): Frame {
  const after = layers.columns.map(() => 0);
  const before = layers.columns.map(() => 0);
  layers.routes.forEach((route, i) => {
    const side = layers.back[i] ? after : before;
    const { column } = layers.back[i] ? route[0]! : route.at(-1)!;
    side[column] = Math.max(side[column]!, widthOf(pills[i]!));
  });
  const left: number[] = [];
  layers.columns.forEach((_, i) => {
    left.push(i ? left[i - 1]! + width + after[i - 1]! + curve + before[i]! : 0);
  });
  const end = left.length ? left.at(-1)! + width + after.at(-1)! : 0;
  return { left, after, before, width: end };
}

/** Where each line leaves and enters a box: spread over its side in the order of what lies beyond. */
function portsOf(layers: Layers): { out: number[]; into: number[] } {
  const out = new Array<number>(layers.routes.length).fill(0);
  const into = new Array<number>(layers.routes.length).fill(0);
  const share = (heights: number[], end: (route: Place[]) => Place, beyond: (route: Place[]) => Place): void => {
    const groups = new Map<Place, number[]>();
    layers.routes.forEach((route, i) => {
      groups.set(end(route), [...(groups.get(end(route)) ?? []), i]);
    });
    for (const [place, lines] of groups) {
      lines.sort((a, b) => beyond(layers.routes[a]!).y - beyond(layers.routes[b]!).y);
      const slot = Math.min(Math.max(SLOT, place.height / (lines.length + 1)), place.height / lines.length);
      lines.forEach((i, k) => {
        heights[i] = place.y + (k - (lines.length - 1) / 2) * slot + TOP;
      });
    }
  };
  share(
    out,
    (route) => route[0]!,
    (route) => route[1]!,
  );
  share(
    into,
    (route) => route.at(-1)!,
    (route) => route.at(-2)!,
  );
  return { out, into };
}

function linesOf(
  layers: Layers,
  links: readonly Link[],
  pills: readonly Pill[][],
  frame: Frame,
  width: number,
): LineAt[] {
  const { out, into } = portsOf(layers);
  return layers.routes.map((route, i) => {
    const back = layers.back[i]!;
    const heights = route.map((place, k) => (k === 0 ? out[i]! : k === route.length - 1 ? into[i]! : place.y + TOP));
    const point = (x: number, y: number): string => `${near(x)},${near(y)}`;
    const start = frame.left[route[0]!.column]! + width;
    const end = frame.left[route.at(-1)!.column]!;
    let path = `M${point(start + (back ? TIP - 1 : 0), heights[0]!)}`;
    route.slice(1).forEach((place, k) => {
      const [a, b] = [heights[k]!, heights[k + 1]!];
      const from = frame.left[route[k]!.column]! + width + frame.after[route[k]!.column]!;
      const to = frame.left[place.column]! - frame.before[place.column]!;
      const middle = (from + to) / 2;
      path += `L${point(from, a)}C${point(middle, a)} ${point(middle, b)} ${point(to, b)}`;
      if (k < route.length - 2) path += `L${point(to + frame.before[place.column]! + width, b)}`;
    });
    path += `L${point(end - (back ? 0 : TIP - 1), heights.at(-1)!)}`;
    const tip = back ? { x: start, y: heights[0]!, way: 1 } : { x: end, y: heights.at(-1)!, way: -1 };
    const foot = tip.x + tip.way * TIP;
    const arrow = `M${point(tip.x, tip.y)}L${point(foot, tip.y - 5)}L${point(foot, tip.y + 5)}L${point(tip.x, tip.y)}`;
    let x = back ? tip.x + TIP + 2 : tip.x - widthOf(pills[i]!);
    const badges = pills[i]!.map(({ edge, words, width: wide }) => {
      const made = { edge, words, x, y: tip.y - FONT.pill / 2, width: wide, height: FONT.pill };
      x += wide + 2;
      return made;
    });
    return { link: links[i]!, path, arrow, badges };
  });
}
