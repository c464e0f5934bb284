// The picture of the graph as an SVG that stands alone: names, relations, legend, credit and the pages it rests on.  Pure
// but for the measure of text that it is given.  Texts are text, escaped; fonts are generic; colours those of light paper.

import { edgeLook, nodeLook, signOf } from "../appearance.ts";
import type { Arranged } from "../arrange.ts";
import { LINE } from "../arrange.ts";
import type { Shown } from "../filters.ts";
import { type Curve, curve, pointAt } from "../geometry.ts";
import { type Index, labelOf } from "../index.ts";
import { type Measure, type Placed, place, type Rect, type Side, Taken, type Wanted, wrap } from "../labels.ts";
import type { Point } from "../layout.ts";
import type { Edge } from "../payload.ts";
import { voiceWords } from "../words.ts";
import { foot, type Told } from "./foot.ts";
import { PAPER } from "./paper.ts";
import { attributes, escaped, halo, label, text } from "./xml.ts";

/** The picture as it stands on the screen.  Units: pixels. */
export interface Figure {
  arranged: Arranged;
  width: number;
  height: number;
  /** How much larger than arranged things are drawn. */
  scale: number;
  /** Whether all of it is in sight, so that names may be moved inwards. */
  whole: boolean;
  at(id: string): Point | null;
}

const CALM = { selected: "", hover: "", near: null };
/** More relation names than this would cover the picture; each line still has its sentence as a tooltip. */
const MOST_WORDS = 260;

interface Drawn {
  edge: Edge;
  line: Curve;
}

export function svgOf(index: Index, figure: Figure, told: Told, shown: Shown, measure: Measure): string {
  const { scene } = figure.arranged;
  const inside = (id: string): boolean => {
    const at = figure.at(id);
    if (figure.whole) return at !== null;
    return at !== null && at.x > -30 && at.y > -30 && at.x < figure.width + 30 && at.y < figure.height + 30;
  };
  const things = scene.nodes.filter(inside);
  const lines: Drawn[] = [];
  for (const edge of scene.edges) {
    const line = inside(edge.from) || inside(edge.to) ? course(figure, edge) : null;
    if (line) lines.push({ edge, line });
  }
  const taken = new Taken();
  const names = nameLabels(index, figure, things, taken, measure);
  const relations = lines.length <= MOST_WORDS ? relationLabels(figure, lines, taken, measure) : [];
  const worded = new Set(relations.map((one) => one.id));
  const voice = (edge: Edge): string => PAPER.voices[edge.voice] ?? PAPER.muted;
  const picture = [
    ...lines.map(({ edge, line }) => arrow(index, figure, edge, line, shown)),
    ...things.map((id) => shape(index, figure, id, shown)),
    ...lines
      .filter(({ edge }) => signOf(edge) && !worded.has(edge.id))
      .map(({ edge, line }) => {
        const { x, y } = pointAt(line, 0.5);
        return halo({ x, y, size: 11.5, weight: 600, fill: voice(edge), anchor: "middle" }, signOf(edge));
      }),
    ...relations.map((one) => label(one, 11.5, 13, voice(index.edges.get(one.id)!), PAPER.paper)),
    ...names.map((one) => label(one, 13, LINE, PAPER.ink, "", one.id === scene.centres[0] ? 600 : 400)),
  ];
  const frame = figure.whole
    ? around(figure, things, lines, [...names, ...relations])
    : { x: 0, y: 0, width: figure.width, height: figure.height };
  const width = Math.max(Math.ceil(frame.width), 640);
  const head = [
    ...wrap(told.title, width - 40, 2, (part) => measure(part) * 1.5).map((row, i) =>
      text({ x: 20, y: 34 + i * 24, size: 19.5, weight: 600, fill: PAPER.ink }, row),
    ),
  ];
  const top = 22 + head.length * 24;
  const about = wrap(told.about, width - 40, 4, measure).map((row, i) =>
    text({ x: 20, y: top + 14 + i * 18, size: 13, fill: PAPER.muted }, row),
  );
  const begin = top + 14 + about.length * 18;
  const below = foot(
    index,
    told,
    { things, edges: lines.map(({ edge }) => edge) },
    width,
    begin + frame.height,
    measure,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg ${attributes({ xmlns: "http://www.w3.org/2000/svg", width, height: below.end, viewBox: `0 0 ${width} ${below.end}`, "font-family": "sans-serif", role: "img", "aria-labelledby": "title", lang: index.data.language })}>`,
    `<title id="title">${escaped(told.title)}</title>`,
    `<desc>${escaped([told.about, ...told.citations].join(" "))}</desc>`,
    `<rect ${attributes({ width, height: below.end, fill: PAPER.paper })}/>`,
    ...head,
    ...about,
    `<clipPath id="frame"><rect ${attributes({ ...frame })}/></clipPath>`,
    `<g ${attributes({ id: "picture", transform: `translate(${near((width - frame.width) / 2 - frame.x)} ${near(begin - frame.y)})`, "clip-path": "url(#frame)" })}>`,
    ...picture,
    "</g>",
    '<g id="legend">',
    ...below.parts,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** All that is drawn, with a margin. */
function around(figure: Figure, things: readonly string[], lines: readonly Drawn[], labels: readonly Placed[]): Rect {
  const rects: Rect[] = labels.map((one) => one.rect);
  for (const id of things) {
    const [{ x, y }, size] = [figure.at(id)!, sized(figure, id)];
    rects.push({ x: x - size, y: y - size, width: 2 * size, height: 2 * size });
  }
  for (const { line } of lines) {
    for (const t of [0.25, 0.5, 0.75]) rects.push({ ...pointAt(line, t), width: 0, height: 0 });
  }
  if (!rects.length) return { x: 0, y: 0, width: figure.width, height: 40 };
  let [x, y, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const rect of rects) {
    [x, y] = [Math.min(x, rect.x), Math.min(y, rect.y)];
    [right, bottom] = [Math.max(right, rect.x + rect.width), Math.max(bottom, rect.y + rect.height)];
  }
  return { x: near(x - 20), y: near(y - 20), width: near(right - x + 40), height: near(bottom - y + 40) };
}

const sized = (figure: Figure, id: string): number => (figure.arranged.radii.get(id) ?? 8) * figure.scale;

function course(figure: Figure, edge: Edge): Curve | null {
  const { arranged } = figure;
  const [from, to] = [figure.at(edge.from), figure.at(edge.to)];
  if (!from || !to) return null;
  const centre = arranged.scene.centres[0];
  const level = arranged.scene.mode === "fan" && arranged.side.has(edge.from === centre ? edge.to : edge.from);
  return curve(from, to, arranged.bends.get(edge.id) ?? 0, level, sized(figure, edge.from));
}

/** The part of a curve between two of its points. */
export function between([a, b, c, d]: Curve, from: number, to: number): Curve {
  const mix = (p: Point, q: Point, t: number): Point => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
  const cut = ([p, q, r, s]: Curve, t: number): [Curve, Curve] => {
    const [pq, qr, rs] = [mix(p, q, t), mix(q, r, t), mix(r, s, t)];
    const [pqr, qrs] = [mix(pq, qr, t), mix(qr, rs, t)];
    const middle = mix(pqr, qrs, t);
    return [
      [p, pq, pqr, middle],
      [middle, qrs, rs, s],
    ];
  };
  const [until] = cut([a, b, c, d], to);
  return cut(until, to > 0 ? from / to : 0)[1];
}

const near = (value: number): number => Math.round(value * 10) / 10;
const at = ({ x, y }: Point): string => `${near(x)} ${near(y)}`;
const length = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** A head with its tip here, coming from there. */
function head(tip: Point, behind: Point, size: number): string {
  const far = Math.max(0.001, length(tip, behind));
  const [dx, dy] = [(tip.x - behind.x) / far, (tip.y - behind.y) / far];
  const foot_ = { x: tip.x - dx * size, y: tip.y - dy * size };
  const half = size * 0.48;
  return `M${at(tip)}L${at({ x: foot_.x - dy * half, y: foot_.y + dx * half })}L${at({ x: foot_.x + dy * half, y: foot_.y - dx * half })}Z`;
}

function arrow(index: Index, figure: Figure, edge: Edge, line: Curve, shown: Shown): string {
  const { scene } = figure.arranged;
  const look = edgeLook(index, edge, CALM, PAPER, scene.mode, scene.edges.length, shown);
  const [a, b, c, d] = line;
  const size = look.head ? 5 + 2.2 * look.size : 0;
  const start = Math.min(0.45, (sized(figure, edge.from) + 1.5) / Math.max(1, 3 * length(a, b)));
  const speed = Math.max(1, 3 * length(c, d));
  const tip = Math.max(0.55, 1 - (sized(figure, edge.to) + 1.5) / speed);
  const base = Math.max(0.5, tip - size / speed);
  const foot_ = edge.symmetric ? Math.min(0.5, start + size / Math.max(1, 3 * length(a, b))) : start;
  const [p, q, r, s] = between(line, foot_, base);
  const heads = look.head ? head(pointAt(line, tip), pointAt(line, base), size) : "";
  const back = look.head && edge.symmetric ? head(pointAt(line, start), pointAt(line, foot_), size) : "";
  const words = [edge.sentence, voiceWords(index, edge), edge.doubt ? "doubted by the author" : "", edge.citation];
  return [
    `<g ${attributes({ class: `statement ${edge.voice}`, "data-id": edge.id, opacity: look.alpha < 1 ? near(look.alpha * 10) / 10 : "" })}>`,
    `<title>${escaped(words.filter(Boolean).join(" | "))}</title>`,
    `<path ${attributes({ d: `M${at(p)}C${at(q)} ${at(r)} ${at(s)}`, fill: "none", stroke: look.color, "stroke-width": look.size, "stroke-dasharray": look.dash.join(" ") })}/>`,
    heads ? `<path ${attributes({ d: heads + back, fill: look.color })}/>` : "",
    "</g>",
  ].join("");
}

function shape(index: Index, figure: Figure, id: string, shown: Shown): string {
  const node = index.nodes.get(id)!;
  const size = sized(figure, id);
  const look = nodeLook(index, node, CALM, PAPER, size, shown);
  const { x, y } = figure.at(id)!;
  const words = [node.label, node.kind, node.when?.words ?? ""].filter(Boolean).join(" | ");
  return [
    `<g ${attributes({ class: "thing", "data-id": id, opacity: look.alpha < 1 ? look.alpha : "" })}>`,
    `<title>${escaped(words)}</title>`,
    `<path ${attributes({ d: index.kinds.get(node.kind)?.path ?? "", transform: `translate(${near(x)} ${near(y)}) scale(${near(size * 10) / 10})`, fill: look.color, stroke: look.border, "stroke-width": 0.15 })}/>`,
    "</g>",
  ].join("");
}

function nameLabels(index: Index, figure: Figure, things: readonly string[], taken: Taken, measure: Measure): Placed[] {
  const { arranged } = figure;
  const { scene, side } = arranged;
  const dense = scene.mode === "all";
  const rank = (id: string): number => index.rank.get(id) ?? 0;
  const order = [...things].sort((a, b) => rank(a) - rank(b));
  const wanted: Wanted[] = order.map((id) => {
    const { x, y } = figure.at(id)!;
    const size = sized(figure, id);
    if (!dense || rank(id) < 60)
      taken.add({ x: x - size * 0.7, y: y - size * 0.7, width: size * 1.4, height: size * 1.4 });
    // On paper there is room at the sides of a fan for names that the screen cuts short.
    const where = side.get(id);
    const known = where && figure.whole ? undefined : arranged.labels.get(id);
    const lines = known?.lines ?? wrap(labelOf(index, id), where ? 460 : 130, where ? 1 : 2, measure);
    const sides: Side[] = where === 1 ? ["right"] : where === -1 ? ["left"] : ["below", "above", "right", "left"];
    const gap = size + (id === scene.centres[0] ? 9 : 4);
    const forced = scene.mode === "fan" && figure.whole;
    const width = Math.max(...lines.map(measure));
    return { id, x, y, gap, lines, width, height: lines.length * LINE, sides, forced };
  });
  return place(wanted, taken);
}

/** The relation of each line, where it covers nothing. */
function relationLabels(figure: Figure, lines: readonly Drawn[], taken: Taken, measure: Measure): Placed[] {
  const { scene } = figure.arranged;
  const fan = scene.mode === "fan";
  const placed: Placed[] = [];
  for (const { edge, line } of lines) {
    const words = edge.label.length > 44 ? `${edge.label.slice(0, 43)}…` : edge.label;
    const width = measure(words) * (11.5 / 13) + 6;
    const inward = fan && edge.to === scene.centres[0];
    const ways = fan ? [0.72, 0.62, 0.5, 0.82] : [0.5, 0.4, 0.6, 0.3, 0.7];
    const rects: Rect[] = ways.map((t) => {
      const { x, y } = pointAt(line, inward ? 1 - t : t);
      return { x: x - width / 2, y: y - 6.5, width, height: 13 };
    });
    const rect = rects.find((one) => !taken.covers(one));
    if (!rect) continue;
    taken.add(rect);
    placed.push({ id: edge.id, rect, side: "middle", lines: [words] });
  }
  return placed;
}
