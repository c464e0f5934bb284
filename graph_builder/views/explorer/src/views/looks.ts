// What the style sheet says of colours and sizes, for what is drawn without it.

import type { Palette } from "../appearance.ts";

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: read("paper"),
    ink: read("ink"),
    muted: read("muted"),
    accent: read("accent"),
    border: read("border"),
    voices: { author: read("author"), attributed: read("attributed"), outlook: read("outlook") },
  };
}

/** How much larger than usual everything is written: the style sheet's rem, where 16 pixels are usual. */
export const unitOf = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

const mixed = new Map<string, Map<number, string>>();

/** A colour with its alpha, the same text each time; `times` is what a program wants that does not multiply by it. */
export function rgba(hex: string, alpha: number, times = 1): string {
  const made = mixed.get(hex) ?? new Map<number, string>();
  mixed.set(hex, made);
  const key = times === 1 ? alpha : -alpha;
  const known = made.get(key);
  if (known) return known;
  const value = Number.parseInt(hex.slice(1), 16);
  const parts = [(value >> 16) & 255, (value >> 8) & 255, value & 255].map((part) => Math.round(part * times));
  const text = `rgba(${parts.join()},${Math.round(alpha * 100) / 100})`;
  made.set(key, text);
  return text;
}

/** Whether this browser draws with WebGL here. */
export function hasWebGL(): boolean {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2"));
  } catch {
    return false;
  }
}
