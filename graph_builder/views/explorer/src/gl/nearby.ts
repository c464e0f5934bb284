// What of very many things and lines is seen from where one looks.  Pure.

import { type Crowd, END, THING } from "./sizes.ts";

/** A part of the picture, y downwards. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The things in a part of the picture, at most so many; the least connected of them first, as they stand in the crowd.
 * Where there are more, half of them are the most connected and the others one in so many of the rest, always the same:
 * so no region looks empty, and none flickers while one moves over it.  They are looked through one by one: for fifty
 * thousand that takes less than a millisecond, and unlike an index it is right while one of them is dragged.
 */
export function thingsIn(
  { things }: Crowd,
  { left, top, right, bottom }: Box,
  most: number,
): Float32Array<ArrayBuffer> {
  const last = things.length / THING - 1;
  const seen = new Uint8Array(last + 1);
  let all = 0;
  for (let i = 0, k = 0; i <= last; i++, k += THING) {
    const [x, y] = [things[k]!, things[k + 1]!];
    if (x < left || x > right || y < top || y > bottom) continue;
    seen[i] = 1;
    all++;
  }
  const room = Math.min(most, all);
  const first = all > room ? room >> 1 : room;
  // A little fewer than there is room for, since chance may have some more.
  const one = all > room ? 2 ** Math.ceil(Math.log2((1.05 * (all - first)) / (room - first))) : 1;
  const found = new Float32Array(THING * room);
  // As numbers without a meaning: a colour read as a float may be no number, and comes out as another of these.
  const [from, to] = [new Uint32Array(things.buffer, things.byteOffset, things.length), new Uint32Array(found.buffer)];
  let at = found.length;
  for (let i = last, met = 0; i >= 0 && at > 0; i--) {
    if (!seen[i] || (met++ >= first && mixed(i) % one)) continue;
    at -= THING;
    // Not set(subarray()): an object for each thing would be most of the time.
    for (let n = 0; n < THING; n++) to[at + n] = from[THING * i + n]!;
  }
  return found.subarray(at);
}

/** A number for a number, without the pattern of rows and columns in which things may stand. */
const mixed = (i: number): number => Math.imul(i, 0x9e3779b1) >>> 12;

/** The ends, two for each, of the lines of which an end lies in a part of the picture: the first of them, so many. */
export function linesIn({ lines }: Crowd, { left, top, right, bottom }: Box, most: number): Uint32Array<ArrayBuffer> {
  const all = lines.length / (2 * END);
  const found = new Uint32Array(2 * Math.min(most, all));
  let at = 0;
  for (let i = 0; i < all && at < found.length; i++) {
    const k = 2 * END * i;
    const here = lines[k]! >= left && lines[k]! <= right && lines[k + 1]! >= top && lines[k + 1]! <= bottom;
    if (!here && !(lines[k + 2]! >= left && lines[k + 2]! <= right && lines[k + 3]! >= top && lines[k + 3]! <= bottom))
      continue;
    found[at++] = 2 * i;
    found[at++] = 2 * i + 1;
  }
  return found.subarray(0, at);
}
