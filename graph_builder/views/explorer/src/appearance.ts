// How a thing and a statement look: pure functions of the datum and of what is chosen.  Kinds by shape and colour, voices
// by dash, colour and words; doubt by a question mark and a lighter line, negation by a cross and "not".

import type { Shown } from "./filters.ts";
import { type Index, neighbourhood } from "./index.ts";
import type { Edge, Node } from "./payload.ts";
import type { Mode } from "./scene.ts";

export interface Palette {
  paper: string;
  ink: string;
  muted: string;
  accent: string;
  border: string;
  /** The colour of each voice. */
  voices: Record<string, string>;
}

/** Statements up to this many are drawn as curved arrows that can be pointed at; more as thin straight lines. */
export const CURVED = 4000;
/** Things up to this many are drawn one by one; more, or with more statements, as a crowd. */
export const SINGLE = 4000;

/** What is chosen, under the pointer, and near either. */
export interface Focus {
  selected: string;
  hover: string;
  /** Things and statements that are not dimmed; null while nothing is under the pointer or chosen. */
  near: ReadonlySet<string> | null;
}

export interface NodeLook {
  size: number;
  color: string;
  border: string;
  shape: string;
  alpha: number;
  zIndex: number;
}

export interface EdgeLook {
  size: number;
  color: string;
  alpha: number;
  dash: readonly number[];
  /** Whether it has an arrowhead. */
  head: number;
  zIndex: number;
}

/** Half the size of a thing; units: pixels. */
export function radius(node: Node, mode: Mode, things: number): number {
  const dense = mode === "all" ? Math.max(0.35, Math.min(1, 18 / Math.sqrt(things))) : 1;
  const grown = mode === "fan" ? Math.min(2, 0.5 * Math.sqrt(node.degree)) : Math.min(9, 1.15 * Math.sqrt(node.degree));
  return ((mode === "fan" ? 6 : 6.5) + grown) * dense;
}

export function nodeLook(
  index: Index,
  node: Node,
  focus: Focus,
  palette: Palette,
  base: number,
  shown: Shown,
): NodeLook {
  const kind = index.kinds.get(node.kind);
  const strong = node.id === focus.selected || node.id === focus.hover;
  const dimmed = focus.near !== null && !focus.near.has(node.id) && !strong;
  const alpha = dimmed ? 0.25 : shown.maybe.has(node.id) ? 0.6 : 1;
  return {
    size: strong ? base * 1.15 : base,
    color: kind?.colour ?? palette.muted,
    border: palette.border,
    shape: node.kind,
    alpha,
    zIndex: strong ? 2 : dimmed ? 0 : 1,
  };
}

export function edgeLook(
  index: Index,
  edge: Edge,
  focus: Focus,
  palette: Palette,
  mode: Mode,
  crowd: number,
  shown: Shown,
): EdgeLook {
  const strong = edge.id === focus.selected || edge.id === focus.hover;
  const near = focus.near?.has(edge.id) ?? false;
  const dimmed = focus.near !== null && !near && !strong;
  const least = mode !== "all" ? 0.34 : crowd > CURVED ? 0.14 : 0.24;
  const quiet = mode === "fan" ? 0.85 : Math.min(0.8, Math.max(least, 90 / (90 + crowd)));
  const sure = edge.doubt || shown.maybe.has(edge.id) ? 0.6 : 1;
  return {
    size: strong ? 3 : near ? 2 : mode === "fan" ? 1.5 : 1.2,
    color: palette.voices[edge.voice] ?? palette.muted,
    alpha: dimmed ? 0.07 : strong || near ? 1 : quiet * sure,
    dash: index.voices.get(edge.voice)?.dash ?? [],
    head: mode === "all" && crowd > CURVED ? 0 : 1,
    zIndex: strong ? 2 : near ? 1 : 0,
  };
}

/** The sign at the middle of a line that is not simply affirmed: visible where there is no room for words. */
export function signOf(edge: Edge): string {
  return edge.negated ? "✕" : edge.doubt ? "?" : edge.mode === "actual" ? "" : "○";
}

/** What stays bright while one thing or statement is chosen or under the pointer, of the statements that are drawn. */
export function nearOf(index: Index, id: string, drawn: (edge: Edge) => boolean): Set<string> | null {
  if (!id) return null;
  const near = new Set([id]);
  const own = index.edges.get(id);
  if (own) for (const end of [own.from, own.to]) near.add(end);
  if (!index.nodes.has(id)) return near;
  for (const edge of neighbourhood(index, id)) {
    if (drawn(edge)) near.add(edge.id).add(edge.from).add(edge.to);
  }
  return near;
}
