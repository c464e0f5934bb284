// Names of things, words and signs on lines, and rings, on the canvas over the picture.

import { signOf } from "../appearance.ts";
import type { Arranged } from "../arrange.ts";
import { LINE } from "../arrange.ts";
import { curve, pointAt } from "../geometry.ts";
import { type Placed, place, type Side, Taken, type Wanted, wrap } from "../labels.ts";
import type { Edge } from "../payload.ts";
import type { App } from "../store.ts";
import type { Picture } from "./picture.ts";

export const FONT = '13px system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const SMALL = FONT.replace("13px", "11.5px");
const MOST = 400;
const HUBS = 60;

export function drawNames(canvas: HTMLCanvasElement, picture: Picture, arranged: Arranged, app: App): void {
  const { width, height } = picture.sigma.getDimensions();
  const density = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d")!;
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const taken = new Taken();
  const scale = picture.sigma.scaleSize(1);
  rings(pen, picture, scale);
  const names = nameLabels(pen, picture, arranged, app, scale, taken, width, height);
  const relations = relationLabels(pen, picture, arranged, app, scale, taken);
  signs(pen, picture, arranged, app, new Set(relations.map((label) => label.id)));
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

function rings(pen: CanvasRenderingContext2D, picture: Picture, scale: number): void {
  for (const [id, wide] of [
    [picture.focus.selected, 3],
    [picture.focus.hover, 2],
  ] as const) {
    const at = id ? picture.at(id) : null;
    if (!at) continue;
    pen.beginPath();
    pen.arc(at.x, at.y, (picture.arranged?.radii.get(id) ?? 8) * 1.15 * scale + 5, 0, 2 * Math.PI);
    pen.lineWidth = wide;
    pen.strokeStyle = picture.colours.accent;
    pen.stroke();
  }
}

function nameLabels(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  scale: number,
  taken: Taken,
  width: number,
  height: number,
): Placed[] {
  const { scene, labels, side } = arranged;
  const { focus } = picture;
  const rank = (id: string): number =>
    (id === focus.hover || id === focus.selected ? -2e6 : focus.near?.has(id) ? -1e6 : 0) +
    (app.index.rank.get(id) ?? 0);
  const wanted: Wanted[] = [];
  const order = [...scene.nodes].sort((a, b) => rank(a) - rank(b));
  pen.font = FONT;
  for (const id of order) {
    const at = picture.at(id);
    if (!at || at.x < -20 || at.y < -20 || at.x > width + 20 || at.y > height + 20) continue;
    const size = arranged.radii.get(id)! * scale;
    // Where everything is shown, small things give way to the names of large ones.
    if (scene.mode !== "all" || rank(id) < HUBS)
      taken.add({ x: at.x - size * 0.7, y: at.y - size * 0.7, width: size * 1.4, height: size * 1.4 });
    if (wanted.length >= MOST) continue;
    let text = labels.get(id);
    if (!text) {
      const lines = wrap(app.index.nodes.get(id)!.label, 130, 2, (part) => pen.measureText(part).width);
      text = {
        lines,
        width: Math.max(...lines.map((line) => pen.measureText(line).width)),
        height: lines.length * LINE,
      };
      labels.set(id, text);
    }
    const where = side.get(id);
    const sides: Side[] = where === 1 ? ["right"] : where === -1 ? ["left"] : ["below", "above", "right", "left"];
    const forced =
      (scene.mode === "fan" && picture.sigma.getCamera().ratio <= 1.05) || id === focus.hover || id === focus.selected;
    wanted.push({ id, x: at.x, y: at.y, gap: size + (id === scene.centres[0] ? 9 : 4), ...text, sides, forced });
  }
  return place(wanted, taken, picture.sigma.getCamera().ratio <= 1.05 ? width : undefined);
}

/** The curve of a statement on the screen. */
function course(picture: Picture, arranged: Arranged, edge: Edge, scale: number) {
  const [from, to] = [picture.at(edge.from), picture.at(edge.to)];
  if (!from || !to) return null;
  const centre = arranged.scene.centres[0];
  const level = arranged.scene.mode === "fan" && arranged.side.has(edge.from === centre ? edge.to : edge.from);
  return curve(from, to, arranged.bends.get(edge.id) ?? 0, level, (arranged.radii.get(edge.from) ?? 0) * scale);
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
): Placed[] {
  if (arranged.scene.edges.length > 6000 && !picture.focus.near) return [];
  pen.font = SMALL;
  const placed: Placed[] = [];
  const centre = arranged.scene.centres[0];
  for (const edge of arranged.scene.edges) {
    if (!worded(picture, arranged, edge)) continue;
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
  void app;
  return placed;
}

/** A cross, a question mark or a ring at the middle of lines that are not simply affirmed. */
function signs(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  told: ReadonlySet<string>,
): void {
  if (arranged.scene.mode === "all" && picture.sigma.getCamera().ratio > 0.4) return;
  pen.font = `600 ${SMALL}`;
  pen.textAlign = "center";
  for (const edge of arranged.scene.edges) {
    const sign = told.has(edge.id) ? "" : signOf(edge);
    const line = sign ? course(picture, arranged, edge, 1) : null;
    if (!line) continue;
    const dim = picture.focus.near !== null && !picture.focus.near.has(edge.id);
    pen.globalAlpha = dim ? 0.1 : 1;
    const { x, y } = pointAt(line, 0.5);
    pen.strokeStyle = picture.colours.paper;
    pen.lineWidth = 4;
    pen.strokeText(sign, x, y);
    pen.fillStyle = colourOf(picture, app, edge.id);
    pen.fillText(sign, x, y);
  }
  pen.globalAlpha = 1;
}

const colourOf = (picture: Picture, app: App, id: string): string =>
  picture.colours.voices[app.index.edges.get(id)?.voice ?? ""] ?? picture.colours.muted;

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
