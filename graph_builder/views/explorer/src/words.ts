// A statement's sentence, cut into text and the things that it names; words for voices, verdicts and modes.

import { type Index, labelOf, mentioned } from "./index.ts";
import type { Edge } from "./payload.ts";

export interface Piece {
  text: string;
  /** The thing that these words name; "" for plain text. */
  id: string;
}

export interface Cut {
  pieces: Piece[];
  /** Things that the statement names and the sentence does not. */
  left: string[];
}

/** The sentence in pieces, longer names first, so that a name within a name is not cut out. */
export function cut(index: Index, edge: Edge): Cut {
  const ids = [...new Set([edge.from, edge.to, ...mentioned(edge)])].filter((id) => index.nodes.has(id));
  const taken: { at: number; end: number; id: string }[] = [];
  const left: string[] = [];
  const order = ids.map((id) => ({ id, words: labelOf(index, id) })).sort((a, b) => b.words.length - a.words.length);
  for (const { id, words } of order) {
    const at = freePlace(edge.sentence, words, taken);
    if (at >= 0) taken.push({ at, end: at + words.length, id });
    else if (!id.startsWith("figure:")) left.push(id);
  }
  const pieces: Piece[] = [];
  let end = 0;
  for (const one of taken.sort((a, b) => a.at - b.at)) {
    if (one.at > end) pieces.push({ text: edge.sentence.slice(end, one.at), id: "" });
    pieces.push({ text: edge.sentence.slice(one.at, one.end), id: one.id });
    end = one.end;
  }
  if (end < edge.sentence.length) pieces.push({ text: edge.sentence.slice(end), id: "" });
  return { pieces, left };
}

/** Where the words stand in the text, also with a capital at its start; -1 if nowhere that is free. */
function freePlace(text: string, words: string, taken: readonly { at: number; end: number }[]): number {
  if (!words) return -1;
  const first = text.slice(0, words.length);
  if (
    first !== words &&
    first.charAt(0).toLowerCase() + first.slice(1) === words &&
    !taken.some((one) => one.at < words.length)
  )
    return 0;
  let at = text.indexOf(words);
  while (at >= 0 && taken.some((one) => at < one.end && one.at < at + words.length)) at = text.indexOf(words, at + 1);
  return at;
}

/** Whose words a statement is, in a few words: "the author", "according to Radek", "in Stalin's view". */
export function voiceWords(index: Index, edge: Edge): string {
  const names = edge.by.map((id) => labelOf(index, id)).join(", ");
  if (edge.voice === "outlook") return `outlook: ${labelOf(index, edge.view)}${names ? `, according to ${names}` : ""}`;
  return edge.voice === "attributed" ? `according to ${names}` : "the author";
}

/** What the author thinks of what he reports. */
export function verdict(edge: Edge): string {
  if (edge.author === "endorses") return "The author endorses what he reports.";
  if (edge.author === "rejects") return "The author rejects what he reports.";
  return edge.voice === "author" ? "" : "The author passes no judgement on it.";
}

export function modeWords(edge: Edge): string {
  if (edge.mode === "intended") return "a purpose; whether it was reached is another matter";
  return edge.mode === "possible" ? "a possibility" : "";
}

/** Who says that it is not so: the text, somebody in it, or an outlook; "" if nobody does. */
export function denial(index: Index, edge: Edge): string {
  if (!edge.negated) return "";
  const names = edge.by.map((id) => labelOf(index, id)).join(", ");
  const who = edge.voice === "outlook" ? `the outlook “${labelOf(index, edge.view)}”` : names;
  return edge.voice === "author" || !who ? "the text says that it is not so" : `not so, according to ${who}`;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** The address of a page in the public edition; only the web's own schemes. */
export const safeUrl = (url: string): string => (/^https?:\/\//.test(url) ? url : "");
