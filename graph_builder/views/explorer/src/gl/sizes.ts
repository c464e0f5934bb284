// How a crowd stands in its buffers.

/** Floats for a thing (x, y, size, shape, colour) and for an end of a line (x, y, those of the other end, colour). */
export const [THING, END] = [5, 5];

export interface Crowd {
  /** The least connected first; y downwards. */
  things: Float32Array<ArrayBuffer>;
  /** Two ends for each line; those between the most connected first. */
  lines: Float32Array<ArrayBuffer>;
}
