// Months as whole numbers (year * 12 + month, January is 0), so that uncertain dates are intervals of them.

import type { When } from "./payload.ts";

export interface Span {
  first: number;
  last: number;
}

/** A window of time, both ends included; null is an open end. */
export interface Window {
  from: number | null;
  to: number | null;
}

export type Overlap = "yes" | "maybe" | "no";

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** The month of a day written YYYY-MM-DD, or of YYYY-MM; null if it is neither. */
export function monthOf(day: string): number | null {
  const match = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(day);
  const month = match ? Number(match[2]) - 1 : -1;
  return match && month >= 0 && month < 12 ? Number(match[1]) * 12 + month : null;
}

/** The month as YYYY-MM. */
export function written(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** The month in words: "Apr 1922". */
export const inWords = (month: number): string => `${NAMES[month % 12]} ${Math.floor(month / 12)}`;

/** The months that a date may have touched; a bound that nobody knows is infinite. */
export function spanOf(when: When | null): Span | null {
  if (!when) return null;
  const first = when.earliest ? monthOf(when.earliest) : null;
  const last = when.latest ? monthOf(when.latest) : null;
  return { first: first ?? Number.NEGATIVE_INFINITY, last: last ?? Number.POSITIVE_INFINITY };
}

/** Whether something of these dates lies in the window: whatever the unknown days are, for some of them, or for none. */
export function overlap(span: Span, window: Window): Overlap {
  const from = window.from ?? Number.NEGATIVE_INFINITY;
  const to = window.to ?? Number.POSITIVE_INFINITY;
  if (span.last < from || span.first > to) return "no";
  return span.first >= from && span.last <= to ? "yes" : "maybe";
}

export const isOpen = (window: Window): boolean => window.from === null && window.to === null;

/**
 * The months that a slider runs over: the years in which most dates lie, so that one stray year does not make it useless.
 * Its first and last place stand for everything before and after.
 */
export function range(spans: Iterable<Span | null>, share = 0.02): Span {
  const years: number[] = [];
  for (const span of spans) {
    for (const month of span ? [span.first, span.last] : [])
      if (Number.isFinite(month)) years.push(Math.floor(month / 12));
  }
  if (!years.length) return { first: 1900 * 12, last: 1900 * 12 + 11 };
  years.sort((a, b) => a - b);
  const cut = Math.floor(years.length * share);
  const low = years[cut] ?? years[0]!;
  const high = years[years.length - 1 - cut] ?? low;
  return { first: low * 12, last: high * 12 + 11 };
}

/** How many spans may have touched each year of the range, each counted once and shared out over its years. */
export function histogram(spans: Iterable<Span | null>, over: Span): number[] {
  const first = Math.floor(over.first / 12);
  const bars = new Array<number>(Math.floor(over.last / 12) - first + 1).fill(0);
  for (const span of spans) {
    if (!span || !Number.isFinite(span.first) || !Number.isFinite(span.last)) continue;
    const from = Math.max(0, Math.floor(span.first / 12) - first);
    const to = Math.min(bars.length - 1, Math.floor(span.last / 12) - first);
    const years = Math.floor(span.last / 12) - Math.floor(span.first / 12) + 1;
    for (let year = from; year <= to; year++) bars[year] = bars[year]! + 1 / years;
  }
  return bars;
}
