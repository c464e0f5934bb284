// The slides in the hall: reveal.js with our own address, keys, hidden slides and announcements.

import Reveal from "reveal.js";
import { help } from "./help.ts";
import { enliven } from "./live.ts";
import { Notes } from "./notes.ts";
import { Panel } from "./panel.ts";
import { hashOf, type Place, placeOf, write } from "./place.ts";
import { type Known, make } from "./read.ts";
import { allSlides, FIRST, isHidden, sayOf, showStep, titleOf } from "./slides.ts";

const ACTS = "button, a[href], summary, [role=button]";
const SCROLLS = ".panel, .told[open], .licences, .notespanel, pre";

export function hall(known: Known): void {
  document.documentElement.dataset.view = "slides";
  const root = document.getElementById("_deck")!;
  root.classList.add("reveal");
  const slides = allSlides();
  const hidden = new Map(slides.filter(isHidden).map((slide) => [slide.id, slide]));
  const counted = slides.filter((slide) => !isHidden(slide));
  for (const slide of hidden.values()) {
    slide.dataset.visibility = "uncounted";
    slide.remove();
  }
  const reveal: InstanceType<typeof Reveal> = new Reveal(root, {
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 4,
    center: false,
    controlsTutorial: false,
    slideNumber: (slide?: HTMLElement) => {
      const number = counted.indexOf(slide ?? reveal.getCurrentSlide()) + 1;
      // reveal.js wants numbers here, whatever its types say
      return (number ? [number, "/", counted.length] : ["–"]) as unknown as string;
    },
    respondToHashChanges: false,
    scrollActivationWidth: undefined,
    transition: "none",
    backgroundTransition: "none",
    viewDistance: slides.length + 1,
    mobileViewDistance: slides.length + 1,
    help: false,
    postMessage: false,
    keyboardCondition: (event: KeyboardEvent) => movesTheDeck(event),
  });
  const panel = new Panel(known, root);
  const spoken = make("p", "spoken");
  spoken.setAttribute("aria-live", "polite");
  root.append(spoken);

  const at = (): Place => {
    const id = reveal.getCurrentSlide()?.id ?? FIRST;
    return { scene: id === FIRST ? "" : id, step: (reveal.getIndices().f ?? -1) + 1 };
  };
  const go = ({ scene, step }: Place): void => {
    const out = hidden.get(scene);
    if (out && !out.isConnected) {
      const before = reveal.isReady() && slides.indexOf(reveal.getCurrentSlide()) > 0 ? reveal.getCurrentSlide() : null;
      const neighbour = before ?? slides[slides.indexOf(out) - 1];
      (neighbour?.isConnected ? neighbour : slides[0]!).after(out);
      reveal.sync();
    }
    const target = document.getElementById(scene || FIRST);
    const index = reveal.getHorizontalSlides().indexOf(target as HTMLElement);
    if (index >= 0) reveal.slide(index, 0, step - 1);
  };
  const notes = new Notes(known.deck, root, {
    slides,
    hidden: [...hidden.values()],
    at,
    go,
    move: (on) => (on ? reveal.next() : reveal.prev()),
  });

  let last: Place = { scene: "?", step: 0 };
  const arrived = (): void => {
    const now = at();
    if (now.scene === last.scene && now.step === last.step) return;
    const slide = reveal.getCurrentSlide();
    showStep(slide, now.step);
    const said = sayOf(slide, now.step) || appeared(known, slide, now.step);
    spoken.textContent = now.scene === last.scene ? said : `${titleOf(slide)}. ${said}`;
    // The legend stays while its picture does: one reads it while the steps come.
    const closes = now.scene === last.scene ? ".told[open]" : "details[open]";
    for (const open of root.querySelectorAll<HTMLDetailsElement>(closes)) open.open = false;
    last = now;
    panel.close();
    write(now);
    root.querySelector(".slide-number a")?.setAttribute("href", hashOf(now));
    notes.tell();
  };
  /** A hidden slide that was left is no longer in the way of the keys. */
  const leave = (): void => {
    const current = reveal.getCurrentSlide();
    const left = [...hidden.values()].filter((slide) => slide.isConnected && slide !== current);
    if (!left.length) return;
    const { f } = reveal.getIndices();
    for (const slide of left) slide.remove();
    reveal.sync();
    reveal.slide(reveal.getHorizontalSlides().indexOf(current), 0, f);
  };

  reveal.on("slidechanged", () => queueMicrotask(leave));
  for (const kind of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) {
    reveal.on(kind, () => queueMicrotask(arrived));
  }
  window.addEventListener("hashchange", () => go(placeOf(location.hash)));
  help(root, notes, () => reveal.getCurrentSlide());
  enliven(known, panel, () => reveal.isOverview());
  const start = placeOf(location.hash);
  void reveal.initialize().then(() => {
    root.removeAttribute("role");
    root.querySelector(".aria-status")?.setAttribute("aria-live", "off");
    root.querySelector(".aria-status")?.setAttribute("aria-hidden", "true");
    go(start);
    arrived();
    document.documentElement.dataset.started = "";
  });
}

/** Whether a key is the deck's: not where it presses a button, types, or scrolls what has the focus. */
function movesTheDeck(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (document.querySelector("dialog[open]") || target.closest("input, textarea, select")) return false;
  if ((event.key === " " || event.key === "Enter") && target.closest(ACTS)) return false;
  return !(["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key) && target.closest(SCROLLS));
}

/** The names of the things that came with a step, for those who cannot see them come. */
function appeared(known: Known, slide: Element, step: number): string {
  const boxes = slide.querySelectorAll(`.box[data-step="${step}"]`);
  const names = [...boxes].map((box) => known.things[box.getAttribute("data-id") ?? ""]?.label ?? "");
  return names.filter(Boolean).join(", ");
}
