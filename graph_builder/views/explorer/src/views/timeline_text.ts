// The words beside a date on the time line: measured, and cut where there is no room.

import type { Item } from "../timeline.ts";

/** The room for a kind's shape or a voice's dash before a label; units: pixels. */
export const iconRoom = (item: Item): number => (item.voice ? 23 : 16);

/** How long a label may be in a picture of some width. */
export const longest = (width: number): number => Math.max(260, Math.min(640, width * 0.36));

const FONT = '"Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

let pen: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

function widthOf(text: string, font: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 7;
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = font;
    width = Math.ceil(pen.measureText(text).width * 1.03);
    widths.set(key, width);
  }
  return width;
}

const NAME = `500 14px system-ui, ${FONT}`;
const DATE = `12px system-ui, ${FONT}`;

/** The width of a label, long ones cut. */
export const measure = (item: Item, most: number): number => iconRoom(item) + Math.min(most, widthOf(item.label, NAME));

export const measureDate = (item: Item): number => widthOf(dateWords(item), DATE);

/** The date and, of a statement, whose words it is. */
export const dateWords = (item: Item): string => {
  const words = [item.words, item.said].filter(Boolean).join(" · ");
  return words.length > 60 ? `${words.slice(0, 58)}…` : words;
};

/** As much of the label as finds room. */
export function cutTo(label: string, room: number): string {
  if (widthOf(label, NAME) <= room + 1) return label;
  let [low, high] = [0, label.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${label.slice(0, middle)}…`, NAME) <= room) low = middle;
    else high = middle - 1;
  }
  return low > 2 ? `${label.slice(0, low).trimEnd()}…` : "";
}
