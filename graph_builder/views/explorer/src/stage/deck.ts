// The deck: slides on a wide screen, a page to read on a narrow one, the speaker's window, or paper.

import "reveal.js/reveal.css";
import "./styles/deck.css";
import { hall } from "./hall.ts";
import { page } from "./page.ts";
import { readKnown } from "./read.ts";
import { speaker } from "./speaker.ts";

const known = readKnown();
const narrow = matchMedia("(max-width: 600px)");
const asked = new URLSearchParams(location.search);

if (asked.has("print-pdf")) document.documentElement.dataset.view = "paper";
else if (asked.has("speaker")) speaker(known);
else {
  if (narrow.matches) page(known);
  else hall(known);
  narrow.addEventListener("change", () => location.reload());
}
document.documentElement.dataset.ready = "";
