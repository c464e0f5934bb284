// Names of things and words on lines, on the canvas over the picture.

import { type Arranged, type Label, LINE } from "../arrange.ts";
import { pointAt } from "../geometry.ts";
import { type Placed, place, type Side, Taken, type Wanted, wrap } from "../labels.ts";
import type { Edge } from "../payload.ts";
import { overviewSize } from "../scene.ts";
import type { App } from "../store.ts";
import type { Picture } from "./picture.ts";
import { colourOf, course, FONT, highlight, rings, SMALL, signs } from "./strokes.ts";

/** At most so many names; where all of a crowd is seen about as many as an overview has, nearer more. */
const MOST = 400;
const mostOf = (picture: Picture): number => {
  const { width, height } = picture.size;
  const far = picture.sigma.getCamera().ratio ** 0.7;
  return picture.heavy ? Math.min(MOST, Math.round((0.6 * overviewSize(width, height)) / far)) : MOST;
};
const HUBS = 60;

export function drawNames(canvas: HTMLCanvasElement, picture: Picture, arranged: Arranged, app: App): void {
  const { width, height } = picture.size;
  const density = (devicePixelRatio || 1) * picture.unit;
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width * picture.unit}px`;
    canvas.style.height = `${height * picture.unit}px`;
  }
  const pen = canvas.getContext("2d")!;
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const taken = new Taken();
  const scale = picture.sigma.scaleSize(1);
  const seen = inView(picture, arranged, width, height);
  if (picture.heavy && picture.focus.near) highlight(pen, picture, arranged, app, scale);
  rings(pen, picture, scale);
  const names = nameLabels(pen, picture, arranged, app, scale, taken, width, seen);
  const relations = relationLabels(pen, picture, arranged, app, scale, taken, seen);
  signs(pen, picture, arranged, app, new Set(relations.map((label) => label.id)), seen);
  pen.font = SMALL;
  for (const label of relations) write(pen, label, colourOf(picture, app, label.id), picture.colours.paper, 13, false);
  pen.font = FONT;
  for (const label of names) {
    const dim = picture.focus.near !== null && !picture.focus.near.has(label.id);
    pen.globalAlpha = dim ? 0.4 : 1;
    const strong = label.id === arranged.scene.centres[0] || label.id === picture.focus.selected;
    pen.font = strong ? `600 ${FONT}` : FONT;
    write(pen, label, picture.colours.ink, picture.colours.paper, LINE, true);
  }
  pen.globalAlpha = 1;
}

type Seen = (id: string) => boolean;

/** Whether a thing lies in the part of the picture that is seen, or near it. */
function inView(picture: Picture, { places }: Arranged, width: number, height: number): Seen {
  const [one, other] = [
    picture.sigma.viewportToGraph({ x: -20, y: -20 }),
    picture.sigma.viewportToGraph({ x: width * picture.unit + 20, y: height * picture.unit + 20 }),
  ];
  return (id) => {
    const { x, y } = places.get(id)!;
    return x >= one.x && x <= other.x && -y <= one.y && -y >= other.y;
  };
}

/** What is near to what is chosen is named first, and need not make room for the rest. */
function nameLabels(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  scale: number,
  taken: Taken,
  width: number,
  seen: Seen,
): Placed[] {
  const { scene, labels, side, order, radii } = arranged;
  const { focus } = picture;
  const all = scene.mode === "all";
  const { ratio } = picture.sigma.getCamera();
  pen.font = FONT;
  const most = mostOf(picture);
  const wantedOf = (ids: Iterable<string>): Wanted[] => {
    const wanted: Wanted[] = [];
    for (const id of ids) {
      if (wanted.length >= most) break;
      const at = seen(id) ? picture.at(id) : null;
      if (!at) continue;
      const size = radii.get(id)! * scale;
      const strong = id === focus.hover || id === focus.selected;
      // Where everything is shown, small things give way to the names of large ones.
      if (!all || strong || app.index.rank.get(id)! < HUBS)
        taken.add({ x: at.x - size * 0.7, y: at.y - size * 0.7, width: size * 1.4, height: size * 1.4 });
      const text = labels.get(id) ?? labelled(app.index.nodes.get(id)!.label, pen);
      labels.set(id, text);
      const where = side.get(id);
      const sides: Side[] = where === 1 ? ["right"] : where === -1 ? ["left"] : ["below", "above", "right", "left"];
      const forced = (scene.mode === "fan" && ratio <= 1.05) || strong;
      wanted.push({ id, x: at.x, y: at.y, gap: size + (id === scene.centres[0] ? 9 : 4), ...text, sides, forced });
    }
    return wanted;
  };
  const room = ratio <= 1.05 ? width : undefined;
  const { near } = focus;
  if (!near) return place(wantedOf(order), taken, room);
  const { rank } = app.index;
  const first = (id: string): number => (id === focus.hover || id === focus.selected ? -1 : rank.get(id)!);
  const chosen = [...near].filter((id) => arranged.places.has(id)).sort((a, b) => first(a) - first(b));
  const bright = place(wantedOf(chosen), taken, room);
  const rest = picture.heavy && ratio > 0.4 ? [] : order.filter((id) => !near.has(id));
  return [...place(wantedOf(rest), taken, room), ...bright];
}

function labelled(text: string, pen: CanvasRenderingContext2D): Label {
  const measure = (part: string): number => pen.measureText(part).width;
  const lines = wrap(text, 130, 2, measure);
  return { lines, width: Math.max(...lines.map(measure)), height: lines.length * LINE };
}

const worded = (picture: Picture, arranged: Arranged, edge: Edge): boolean => {
  const { near, selected, hover } = picture.focus;
  if (edge.id === selected || edge.id === hover) return true;
  if (near) return near.has(edge.id) && (hover !== "" || arranged.scene.mode !== "overview");
  return arranged.scene.mode === "fan" || (arranged.scene.mode === "web" && arranged.scene.edges.length <= 60);
};

function relationLabels(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  scale: number,
  taken: Taken,
  seen: Seen,
): Placed[] {
  const { near } = picture.focus;
  if (picture.heavy && !near) return [];
  pen.font = SMALL;
  const placed: Placed[] = [];
  const centre = arranged.scene.centres[0];
  const edges = near ? [...near].flatMap((id) => app.index.edges.get(id) ?? []) : arranged.scene.edges;
  for (const edge of edges) {
    if (!arranged.bends.has(edge.id) || !worded(picture, arranged, edge)) continue;
    if (!seen(edge.from) && !seen(edge.to)) continue;
    const line = course(picture, arranged, edge, scale);
    if (!line) continue;
    const words = edge.label.length > 34 ? `${edge.label.slice(0, 33)}…` : edge.label;
    const width = pen.measureText(words).width + 6;
    const inward = arranged.scene.mode === "fan" && edge.to === centre;
    const ways = arranged.scene.mode === "fan" ? [0.72, 0.62, 0.5, 0.82] : [0.5, 0.4, 0.6, 0.3, 0.7];
    const wanted = ways.map((t) => {
      const { x, y } = pointAt(line, inward ? 1 - t : t);
      return { x: x - width / 2, y: y - 6.5, width, height: 13 };
    });
    const strong = edge.id === picture.focus.hover || edge.id === picture.focus.selected;
    const rect = wanted.find((one) => !taken.covers(one)) ?? (strong ? wanted[0] : undefined);
    if (!rect) continue;
    taken.add(rect);
    placed.push({ id: edge.id, rect, side: "middle", lines: [words] });
  }
  return placed;
}

function write(
  pen: CanvasRenderingContext2D,
  label: Placed,
  colour: string,
  paper: string,
  line: number,
  halo: boolean,
): void {
  const { rect, side, lines } = label;
  pen.textAlign = side === "left" ? "right" : side === "right" ? "left" : "center";
  const x = side === "left" ? rect.x + rect.width : side === "right" ? rect.x : rect.x + rect.width / 2;
  if (!halo) {
    const alpha = pen.globalAlpha;
    pen.globalAlpha = 0.86;
    pen.fillStyle = paper;
    pen.fillRect(rect.x, rect.y, rect.width, rect.height);
    pen.globalAlpha = alpha;
  }
  pen.strokeStyle = paper;
  pen.lineWidth = 3.5;
  pen.fillStyle = colour;
  lines.forEach((text, i) => {
    const y = rect.y + (i + 0.5) * line;
    if (halo) pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  });
}
