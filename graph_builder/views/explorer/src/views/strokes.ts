// Lines, signs on them, and rings, on the canvas over the picture.

import { edgeLook, signOf } from "../appearance.ts";
import type { Arranged } from "../arrange.ts";
import { curve, pointAt } from "../geometry.ts";
import type { Edge } from "../payload.ts";
import type { App } from "../store.ts";
import type { Picture } from "./picture.ts";

export const FONT = '13px system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
export const SMALL = FONT.replace("13px", "11.5px");

export function rings(pen: CanvasRenderingContext2D, picture: Picture, scale: number): void {
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

/** The curve of a statement on the screen. */
export function course(picture: Picture, arranged: Arranged, edge: Edge, scale: number) {
  const [from, to] = [picture.at(edge.from), picture.at(edge.to)];
  if (!from || !to) return null;
  const centre = arranged.scene.centres[0];
  const level = arranged.scene.mode === "fan" && arranged.side.has(edge.from === centre ? edge.to : edge.from);
  return curve(from, to, arranged.bends.get(edge.id) ?? 0, level, (arranged.radii.get(edge.from) ?? 0) * scale);
}

/** What is near to what is chosen, over a veil: the picture below is too large to be drawn again for it. */
export function highlight(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  scale: number,
): void {
  const { focus, colours } = picture;
  const { scene, bends, places, radii } = arranged;
  pen.globalAlpha = 0.8;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  for (const id of focus.near ?? []) {
    const edge = bends.has(id) ? app.index.edges.get(id) : undefined;
    const line = edge && course(picture, arranged, edge, scale);
    if (!edge || !line) continue;
    const look = edgeLook(app.index, edge, focus, colours, scene.mode, scene.edges.length, app.shown.value);
    const [a, b, c, d] = line;
    pen.globalAlpha = look.alpha;
    pen.lineWidth = look.size;
    pen.strokeStyle = look.color;
    pen.setLineDash([...look.dash]);
    pen.beginPath();
    pen.moveTo(a.x, a.y);
    pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = look.color;
    head(pen, line, radii.get(edge.to)! * scale);
  }
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.border;
  for (const id of focus.near ?? []) {
    const at = places.has(id) ? picture.at(id) : null;
    const kind = app.index.kinds.get(app.index.nodes.get(id)?.kind ?? "");
    if (!at || !kind) continue;
    const size = Math.max(4, radii.get(id)! * scale);
    pen.save();
    pen.translate(at.x, at.y);
    pen.scale(size, size);
    pen.lineWidth = 0.15;
    pen.fillStyle = kind.colour;
    const path = new Path2D(kind.path);
    pen.fill(path);
    pen.stroke(path);
    pen.restore();
  }
}

/** The head of an arrow, its tip where the thing begins. */
function head(pen: CanvasRenderingContext2D, line: ReturnType<typeof curve>, radius: number): void {
  const length = Math.max(1, Math.hypot(line[3].x - line[0].x, line[3].y - line[0].y));
  const tip = pointAt(line, Math.max(0.5, 1 - (radius + 1) / length));
  const foot = pointAt(line, Math.max(0.4, 1 - (radius + 10) / length));
  const [dx, dy] = [tip.x - foot.x, tip.y - foot.y];
  pen.beginPath();
  pen.moveTo(tip.x, tip.y);
  pen.lineTo(foot.x - dy * 0.45, foot.y + dx * 0.45);
  pen.lineTo(foot.x + dy * 0.45, foot.y - dx * 0.45);
  pen.fill();
}

/** A cross, a question mark or a ring at the middle of lines that are not simply affirmed. */
export function signs(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  arranged: Arranged,
  app: App,
  told: ReadonlySet<string>,
  seen: (id: string) => boolean,
): void {
  if (arranged.scene.mode === "all" && picture.sigma.getCamera().ratio > (picture.heavy ? 0.1 : 0.4)) return;
  pen.font = `600 ${SMALL}`;
  pen.textAlign = "center";
  for (const edge of arranged.signed) {
    if (told.has(edge.id) || (!seen(edge.from) && !seen(edge.to))) continue;
    const sign = signOf(edge);
    const line = course(picture, arranged, edge, 1);
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

export const colourOf = (picture: Picture, app: App, id: string): string =>
  picture.colours.voices[app.index.edges.get(id)?.voice ?? ""] ?? picture.colours.muted;
