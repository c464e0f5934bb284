// The shapes of all kinds in one picture of 4 by 4 cells: red inside, green on the border.  From the payload's own paths.

import type { KindRow } from "../payload.ts";

const CELLS = 4;
const CELL = 128;
const MARGIN = 1.3; // as in node.vert.glsl

export interface Atlas {
  picture: HTMLCanvasElement;
  /** The cell of each kind. */
  cell: Map<string, number>;
}

export function atlasOf(kinds: readonly KindRow[]): Atlas {
  const picture = document.createElement("canvas");
  picture.width = picture.height = CELLS * CELL;
  const pen = picture.getContext("2d")!;
  pen.fillStyle = "#000";
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.globalCompositeOperation = "lighter";
  pen.lineJoin = "round";
  const cell = new Map<string, number>();
  kinds.slice(0, CELLS * CELLS).forEach((kind, i) => {
    const path = new Path2D(kind.path);
    pen.setTransform(
      CELL / 2 / MARGIN,
      0,
      0,
      CELL / 2 / MARGIN,
      ((i % CELLS) + 0.5) * CELL,
      (Math.floor(i / CELLS) + 0.5) * CELL,
    );
    pen.fillStyle = "#f00";
    pen.fill(path);
    pen.strokeStyle = "#0f0";
    pen.lineWidth = 0.17;
    pen.stroke(path);
    cell.set(kind.id, i);
  });
  return { picture, cell };
}
