// What the page brings with it: the things and sentences of its scenes, as inline JSON.

import { bare } from "../bare.ts";
import type { Live } from "./known.ts";

export interface Known extends Live {
  /** The lecture's id. */
  deck: string;
}

export function readKnown(): Known {
  const read = JSON.parse(document.getElementById("_known")?.textContent ?? "{}") as Known;
  const { things, statements, kinds, dashes, scenes } = read;
  return {
    deck: read.deck,
    things: bare(things),
    statements: bare(statements),
    kinds: bare(kinds),
    dashes: bare(dashes),
    scenes: bare(scenes),
  };
}

/** An element with a class and with text, which is never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
