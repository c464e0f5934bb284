// The whole state of the page, and the address in which all of it stands.

import { monthOf, type Window, written } from "./time.ts";

export interface Filters {
  /** What is switched off. */
  kinds: string[];
  relations: string[];
  voices: string[];
  marks: string[];
  chapters: string[];
  time: Window;
  undated: boolean;
}

export type Theme = "" | "light" | "dark";

export interface State {
  /** The id of a view in the registry. */
  view: string;
  /** The id of a thing, Claim or statement; "" for nothing. */
  selected: string;
  /** Things whose neighbourhoods the graph shows, in the order in which they were opened. */
  open: string[];
  /** Whether the graph shows everything instead of an overview. */
  all: boolean;
  hidden: string[];
  /** Where the reader has put things; units: pixels from the middle of the picture. */
  pins: Record<string, readonly [number, number]>;
  filters: Filters;
  /** "" is what the reader's system has. */
  theme: Theme;
  /** What views keep for themselves, by "view.name". */
  own: Record<string, string>;
}

export const NO_FILTERS: Filters = {
  kinds: [],
  relations: [],
  voices: [],
  marks: [],
  chapters: [],
  time: { from: null, to: null },
  undated: true,
};

export const START: State = {
  view: "graph",
  selected: "",
  open: [],
  all: false,
  hidden: [],
  pins: {},
  filters: NO_FILTERS,
  theme: "",
  own: {},
};

const LISTS = { k: "kinds", r: "relations", voice: "voices", m: "marks", ch: "chapters" } as const;

const part = (text: string): string => encodeURIComponent(text).replace(/[!'()*~]/g, hex);
const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
const listed = (ids: readonly string[]): string => ids.map(part).join(",");

/** The state as the part of an address after #; "" for the state at the start. */
export function toHash(state: State): string {
  const { filters } = state;
  const pairs: [string, string][] = [];
  if (state.view !== START.view) pairs.push(["view", part(state.view)]);
  if (state.selected) pairs.push(["id", part(state.selected)]);
  if (state.open.length) pairs.push(["open", listed(state.open)]);
  if (state.all) pairs.push(["all", "1"]);
  if (state.hidden.length) pairs.push(["hide", listed(state.hidden)]);
  const pins = Object.entries(state.pins).map(([id, [x, y]]) => `${part(id)}~${Math.round(x)}~${Math.round(y)}`);
  if (pins.length) pairs.push(["pin", pins.join(",")]);
  for (const [key, name] of Object.entries(LISTS)) if (filters[name].length) pairs.push([key, listed(filters[name])]);
  if (filters.time.from !== null) pairs.push(["from", written(filters.time.from)]);
  if (filters.time.to !== null) pairs.push(["to", written(filters.time.to)]);
  if (!filters.undated) pairs.push(["undated", "0"]);
  if (state.theme) pairs.push(["theme", state.theme]);
  for (const key of Object.keys(state.own).sort()) if (state.own[key]) pairs.push([part(key), part(state.own[key])]);
  return pairs.map(([key, value]) => `${key}=${value}`).join("&");
}

/** The state that an address means; what cannot be read is left out. */
export function fromHash(hash: string): State {
  const values = new Map<string, string>();
  for (const pair of hash.replace(/^#/, "").split("&")) {
    const cut = pair.indexOf("=");
    const key = cut > 0 ? text(pair.slice(0, cut)) : "";
    if (key) values.set(key, pair.slice(cut + 1));
  }
  const list = (key: string): string[] => {
    const ids = (values.get(key) ?? "").split(",").map(text);
    return [...new Set(ids.filter((id) => id !== ""))];
  };
  const pins: Record<string, readonly [number, number]> = Object.create(null);
  for (const pin of (values.get("pin") ?? "").split(",")) {
    const [id = "", x, y] = pin.split("~");
    const [left, top] = [Number(x), Number(y)];
    if (text(id) && x && y && Number.isFinite(left) && Number.isFinite(top)) pins[text(id)] = [left, top];
  }
  const filters: Filters = {
    ...NO_FILTERS,
    time: windowOf(monthOf(values.get("from") ?? ""), monthOf(values.get("to") ?? "")),
    undated: values.get("undated") !== "0",
  };
  for (const [key, name] of Object.entries(LISTS)) filters[name] = list(key);
  const own: Record<string, string> = Object.create(null);
  for (const [key, value] of values) if (key.includes(".") && text(value)) own[key] = text(value);
  return {
    view: text(values.get("view") ?? "") || START.view,
    selected: text(values.get("id") ?? ""),
    open: list("open"),
    all: values.get("all") === "1",
    hidden: list("hide"),
    pins,
    filters,
    theme: values.get("theme") === "dark" ? "dark" : values.get("theme") === "light" ? "light" : "",
    own,
  };
}

/** Both ends in their order, whichever was written first. */
const windowOf = (from: number | null, to: number | null): Window =>
  from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };

function text(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return "";
  }
}

/** The list with the id in it, or without it if it was there. */
export const toggled = (list: readonly string[], id: string): string[] =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id];

/** Where the reader has put a thing; a thing may be called "constructor". */
export const pinOf = ({ pins }: Pick<State, "pins">, id: string): readonly [number, number] | undefined =>
  Object.hasOwn(pins, id) ? pins[id] : undefined;

/** How many filters are on. */
export function filterCount(filters: Filters): number {
  const lists = Object.values(LISTS).filter((name) => filters[name].length).length;
  return lists + Number(filters.time.from !== null || filters.time.to !== null) + Number(!filters.undated);
}
