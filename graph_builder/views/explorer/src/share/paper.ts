// The colours of exported pictures: those of the page in the light, whatever the reader sees.

import type { Palette } from "../appearance.ts";

export const PAPER: Palette = {
  paper: "#ffffff",
  ink: "#1c1d20",
  muted: "#565b63",
  accent: "#0b57c2",
  border: "#1b1f24",
  voices: { author: "#2b333d", attributed: "#86318f", outlook: "#8a4f00" },
};
