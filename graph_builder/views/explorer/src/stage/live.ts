// The live picture: pointing at a thing shows what it is tied to; a click, Enter or Space opens its panel.

import type { Panel } from "./panel.ts";
import type { Known } from "./read.ts";

const THING = ".box[data-id], .thing[data-id]";
const STATEMENT = ".link[data-statement], .said[data-of]";

const statementOf = (part: Element): string =>
  part.getAttribute("data-statement") ?? part.getAttribute("data-of") ?? "";
const toldBy = (box: Element): string[] => (box.getAttribute("data-statements") ?? "").split(" ").filter(Boolean);
const sceneOf = (part: Element): string => part.closest("section")?.id ?? part.closest("main")?.dataset.scene ?? "";

/** Listens on the whole page, for slides come and go.  `asleep` says when clicks mean something else. */
export function enliven(known: Known, panel: Panel, asleep: () => boolean = () => false): void {
  document.addEventListener("click", (event) => {
    const part = partOf(event.target);
    if (!part || asleep()) return;
    open(part, known, panel, null);
    // The keys go on moving the deck: what was clicked keeps no focus.
    const focused = document.activeElement;
    if (event.detail > 0 && focused?.matches(THING)) (focused as SVGElement | HTMLElement).blur();
  });
  document.addEventListener("keydown", (event) => {
    const part = partOf(event.target);
    if (!part || (event.key !== "Enter" && event.key !== " ") || asleep()) return;
    event.preventDefault();
    open(part, known, panel, part as SVGElement | HTMLElement);
  });
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => light(known, event.target));
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, () => light(known, null));
}

function partOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(`${THING}, ${STATEMENT}`) : null;
}

function open(part: Element, known: Known, panel: Panel, from: SVGElement | HTMLElement | null): void {
  const scene = sceneOf(part);
  const { left, width } = part.getBoundingClientRect();
  const onTheLeft = left + width / 2 < window.innerWidth / 2;
  const beside = part.closest("section.beside") !== null;
  panel.side(beside || !onTheLeft ? "left" : "right");
  const id = part.getAttribute("data-id") ?? statementOf(part);
  if (known.things[id]) panel.thing(id, scene, from);
  else if (known.statements[id] && !toldBy(part).length) panel.statement(id, scene, from);
  else panel.statements(part.getAttribute("aria-label") ?? "The sentences", toldBy(part), scene, from);
}

/** Dims everything in the picture but the part and what it is tied to; nothing, if there is no part. */
function light(known: Known, target: EventTarget | null): void {
  const part = partOf(target);
  for (const lit of document.querySelectorAll("svg.lighting")) lit.classList.remove("lighting");
  const picture = part?.closest("svg") ?? part?.closest("section")?.querySelector(".picture svg");
  if (!part || !picture) return;
  const statements = new Set(part.matches(THING) ? touching(picture, part) : [statementOf(part)]);
  const things = new Set([part.getAttribute("data-id") ?? ""]);
  for (const link of picture.querySelectorAll(".link")) {
    if (!statements.has(statementOf(link))) continue;
    things.add(link.getAttribute("data-from") ?? "").add(link.getAttribute("data-to") ?? "");
  }
  for (const id of statements) for (const end of known.statements[id]?.ends ?? []) things.add(end);
  for (const box of picture.querySelectorAll(THING)) {
    const tied = things.has(box.getAttribute("data-id") ?? "") || toldBy(box).some((id) => statements.has(id));
    box.classList.toggle("lit", tied || box === part);
  }
  for (const other of picture.querySelectorAll(STATEMENT))
    other.classList.toggle("lit", statements.has(statementOf(other)));
  picture.classList.toggle("lighting", picture.querySelector(".lit") !== null);
}

function touching(picture: Element, box: Element): string[] {
  const id = box.getAttribute("data-id");
  const links = [...picture.querySelectorAll(".link")].filter(
    (link) => link.getAttribute("data-from") === id || link.getAttribute("data-to") === id,
  );
  return [...links.map(statementOf), ...toldBy(box)];
}
