// The picture on the screen, as far as an export needs it.

import type { Picture } from "../views/picture.ts";
import type { Figure } from "./svg.ts";

/** Nothing, while nothing is drawn. */
export function figureOf(picture: Picture | null): Figure | null {
  if (!picture?.arranged) return null;
  const { sigma, arranged } = picture;
  const { width, height } = picture.size;
  const { x, y, ratio } = sigma.getCamera().getState();
  const whole = ratio >= 0.95 && Math.abs(x - 0.5) + Math.abs(y - 0.5) < 0.02;
  return { arranged, width, height, scale: sigma.scaleSize(1), whole, at: (id) => picture.at(id) };
}
