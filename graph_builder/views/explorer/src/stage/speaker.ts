// The speaker's window: the slide and what comes next, what to say, notes, the time.  In step with the hall both ways.

import { isMessage, type Message } from "./notes.ts";
import { type Place, placeOf, write } from "./place.ts";
import { type Known, make } from "./read.ts";
import { after, allSlides, FIRST, isHidden, notesOf, sayOf, showStep, stepsOf, titleOf } from "./slides.ts";

const ON = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"];

export function speaker(known: Known): void {
  document.documentElement.dataset.view = "speaker";
  document.title = `Notes: ${document.title}`;
  const slides = allSlides();
  document.getElementById("_deck")!.remove();
  const hallWindow = window.opener as Window | null;
  const tell = (message: Message): void => hallWindow?.postMessage(message, "*");

  const now = make("div", "preview now");
  const next = make("div", "preview next");
  const count = make("p", "count");
  const coming = make("p", "coming");
  const say = make("p", "say");
  say.setAttribute("aria-live", "polite");
  const notes = make("div", "written");
  notes.tabIndex = 0;
  notes.setAttribute("role", "region");
  notes.setAttribute("aria-label", "Notes");
  const lost = make("p", "lost", "The window with the slides is closed.");
  lost.setAttribute("role", "status");
  lost.hidden = hallWindow !== null;

  const button = (text: string, act: () => void): HTMLButtonElement => {
    const made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const moves = make("p", "moves");
  moves.append(
    button("← Back", () => tell({ deck: known.deck, kind: "back" })),
    button("Next →", () => tell({ deck: known.deck, kind: "on" })),
  );
  const hidden = slides.filter(isHidden);
  const more = make("p", "hidden");
  if (hidden.length) more.append("Hidden slides: ");
  for (const slide of hidden) {
    more.append(
      button(titleOf(slide), () => tell({ deck: known.deck, kind: "go", place: { scene: slide.id, step: 0 } })),
    );
  }
  const here = make("section", "here");
  here.append(make("h2", "", "Now"), now, count, moves, more);
  const right = make("section", "aside");
  right.append(
    clocks(button),
    make("h2", "", "Next"),
    next,
    coming,
    make("h2", "", "To say"),
    say,
    make("h2", "", "Notes"),
    notes,
  );
  const main = make("main", "speaker");
  main.append(make("h1", "", document.title), lost, here, right);
  document.body.prepend(main);

  let told: Place | null = null;
  const show = (place: Place): void => {
    if (told && place.scene === told.scene && place.step === told.step) return;
    told = place;
    const slide = slides.find((one) => one.id === (place.scene || FIRST));
    if (!slide) return;
    const follows = after(slides, place);
    const following = slides.find((one) => one.id === (follows?.scene || FIRST));
    const counted = slides.filter((one) => !isHidden(one));
    const number = isHidden(slide) ? "hidden" : `${counted.indexOf(slide) + 1} of ${counted.length}`;
    const steps = stepsOf(slide);
    count.textContent = `${titleOf(slide)} · slide ${number}${steps ? ` · step ${place.step} of ${steps}` : ""}`;
    coming.textContent = !follows
      ? "The end"
      : following === slide
        ? sayOf(slide, follows.step) || "A step"
        : titleOf(following);
    say.textContent = sayOf(slide, place.step) || "–";
    const written = notesOf(slide)?.cloneNode(true).childNodes;
    notes.replaceChildren(...(written ? [...written] : ["–"]));
    small(now, slide, place.step);
    small(next, follows ? following : undefined, follows?.step ?? 0);
    write(place);
  };
  window.addEventListener("message", (event) => {
    if (event.source !== hallWindow || !isMessage(event.data, known.deck) || event.data.kind !== "at") return;
    show(event.data.place);
  });
  document.addEventListener("keydown", (event) => {
    const inside = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === " " || event.key === "Enter") && inside.closest("button, a[href]")) return;
    const kind = ON.includes(event.key) ? "on" : BACK.includes(event.key) ? "back" : null;
    if (!kind) return;
    event.preventDefault();
    tell({ deck: known.deck, kind });
  });
  const hello = (): void => {
    lost.hidden = hallWindow !== null && !hallWindow.closed;
    tell({ deck: known.deck, kind: "hello" });
  };
  show(placeOf(location.hash));
  hello();
  setInterval(hello, 2000);
}

/** A small picture of a slide at a step. */
function small(box: HTMLElement, slide: HTMLElement | undefined, step: number): void {
  const copy = slide?.cloneNode(true) as HTMLElement | undefined;
  box.replaceChildren(...(copy ? [copy] : []));
  if (!copy) return;
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
  for (const part of copy.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
  copy.inert = true;
  copy.setAttribute("aria-hidden", "true");
  showStep(copy, step);
}

/** The time of day, and how long it has been since the start. */
function clocks(button: (text: string, act: () => void) => HTMLButtonElement): HTMLElement {
  const box = make("p", "clocks");
  const day = make("time", "day");
  const since = make("time", "since");
  let start = Date.now();
  const tick = (): void => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    since.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    day.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  };
  const again = button("From zero", () => {
    start = Date.now();
    tick();
  });
  box.append(day, " ", since, " ", again);
  tick();
  setInterval(tick, 500);
  return box;
}
