// What the view on screen can hand out: the statements that it shows and, where it has one, its picture.

import { useEffect } from "preact/hooks";
import type { Measure } from "../labels.ts";
import type { Edge } from "../payload.ts";
import type { App } from "../store.ts";
import { useApp } from "../ui/context.ts";
import type { Figure } from "./svg.ts";

/** A picture that a view writes by itself: an SVG that stands alone. */
export interface Drawing {
  title: string;
  svg(measure: Measure): string;
}

export interface Offer {
  /** The statements on screen, in their order; without this, all that pass the filters. */
  statements?: () => readonly Edge[];
  /** Things on screen beside the ends of these statements. */
  things?: () => readonly string[];
  /** The picture of the graph as it stands. */
  figure?: () => Figure | null;
  /** What a view that is no graph draws instead. */
  drawing?: () => Drawing | null;
}

const offers = new WeakMap<App, Offer>();

/** Tells, from within a view, what it shows; null leaves that to a part of it.  Asked only when somebody shares it. */
export function useOffer(offer: Offer | null): void {
  const app = useApp();
  useEffect(() => {
    if (!offer) return undefined;
    offers.set(app, offer);
    return () => {
      if (offers.get(app) === offer) offers.delete(app);
    };
  });
}

export const offerOf = (app: App): Offer => offers.get(app) ?? {};

export function statementsOf(app: App): readonly Edge[] {
  const { edges } = app.shown.value;
  return offerOf(app).statements?.() ?? app.index.data.edges.filter((edge) => edges.has(edge.id));
}

/** The ends of the statements, and what the view shows beside them. */
export function thingsOf(app: App, statements: readonly Edge[]): string[] {
  const ids = new Set(offerOf(app).things?.() ?? []);
  for (const edge of statements) ids.add(edge.from).add(edge.to);
  return [...ids].filter((id) => app.index.nodes.has(id)).sort();
}
