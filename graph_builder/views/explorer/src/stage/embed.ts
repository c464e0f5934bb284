// One scene in somebody else's page: the picture, its steps, its panel.  #node=ID opens a thing or a sentence, #step=2 begins there.

import "./styles/embed.css";
import { enliven } from "./live.ts";
import { scrollable } from "./page.ts";
import { Panel } from "./panel.ts";
import { readKnown } from "./read.ts";
import { showStep } from "./slides.ts";

const known = readKnown();
const main = document.getElementById("_embed")!;
const scene = main.dataset.scene ?? "";
const panel = new Panel(known, main.querySelector(".stage")!);
const last = Math.max(0, main.querySelectorAll(".says > li").length - 1);
const steps = main.querySelector<HTMLElement>(".steps")!;
const back = steps.querySelector<HTMLButtonElement>(".back")!;
const on = steps.querySelector<HTMLButtonElement>(".on")!;
let step = 0;

function show(wanted: number): void {
  step = Math.max(0, Math.min(last, wanted));
  showStep(main, step);
  steps.querySelector(".count")!.textContent = `Step ${step + 1} of ${last + 1}`;
  // A button that has the focus stays alive, so that the focus is not lost.
  back.setAttribute("aria-disabled", String(step === 0));
  on.setAttribute("aria-disabled", String(step === last));
}

function asked(): void {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const node = wanted.get("node") ?? "";
  show(node ? last : Number(wanted.get("step") ?? 1) - 1 || 0);
  if (!known.things[node] && !known.statements[node]) return;
  main.querySelector(`.box[data-id="${CSS.escape(node)}"]`)?.scrollIntoView({ block: "nearest", inline: "center" });
  if (known.things[node]) panel.thing(node, scene);
  else panel.statement(node, scene);
}

enliven(known, panel);
steps.hidden = last === 0;
back.addEventListener("click", () => show(step - 1));
on.addEventListener("click", () => show(step + 1));
panel.element.addEventListener("opened", () => {
  if (matchMedia("(max-width: 700px)").matches) panel.element.scrollIntoView({ block: "nearest" });
});
scrollable(main.querySelector(".picture")!);
asked();
window.addEventListener("hashchange", asked);
document.documentElement.dataset.ready = "";
