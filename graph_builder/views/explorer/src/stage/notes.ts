// What only the lecturer sees: a second window in step with this one, or a strip below the slides.

import type { Place } from "./place.ts";
import { make } from "./read.ts";
import { after, FIRST, notesOf, sayOf, titleOf } from "./slides.ts";

/** The deck, as the notes know it. */
export interface Hall {
  slides: readonly HTMLElement[];
  hidden: readonly HTMLElement[];
  at(): Place;
  go(place: Place): void;
  move(on: boolean): void;
}

/** What the two windows tell each other; pages from disk have no origin, so each looks at who sent it. */
export type Message =
  | { deck: string; kind: "at" | "go"; place: Place }
  | { deck: string; kind: "hello" | "on" | "back" };

export function isMessage(value: unknown, deck: string): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { deck: whose, kind, place } = value as Record<string, unknown>;
  if (whose !== deck || typeof kind !== "string") return false;
  if (kind !== "at" && kind !== "go") return ["hello", "on", "back"].includes(kind);
  const { scene, step } = (place ?? {}) as Record<string, unknown>;
  return typeof scene === "string" && Number.isInteger(step);
}

export class Notes {
  private readonly deck: string;
  private readonly hall: Hall;
  private readonly strip: HTMLElement;
  private window: Window | null = null;

  constructor(deck: string, root: Element, hall: Hall) {
    this.deck = deck;
    this.hall = hall;
    this.strip = make("aside", "notespanel");
    this.strip.setAttribute("aria-label", "Notes");
    this.strip.tabIndex = 0;
    this.strip.hidden = true;
    root.append(this.strip);
    window.addEventListener("message", (event) => this.hear(event));
  }

  /** Opens the speaker's window; where the browser does not let it, the strip. */
  open(): void {
    if (this.window && !this.window.closed) {
      this.window.focus();
      return;
    }
    const address = `${location.href.split(/[?#]/, 1)[0]}?speaker${location.hash}`;
    this.window = window.open(address, `speaker-${this.deck}`, "popup,width=1180,height=800");
    if (!this.window) this.toggle(true);
  }

  toggle(open = Boolean(this.strip.hidden)): void {
    this.strip.hidden = !open;
    document.documentElement.toggleAttribute("data-notes", open);
    this.fill();
    window.dispatchEvent(new Event("resize"));
  }

  tell(): void {
    this.fill();
    this.window?.postMessage({ deck: this.deck, kind: "at", place: this.hall.at() } satisfies Message, "*");
  }

  private hear(event: MessageEvent): void {
    const { data, source } = event;
    if (!isMessage(data, this.deck) || !source || source === window || source === window.parent) return;
    if (source === window.opener) return;
    // After a reload of this window the speaker's is still there, and says hello.
    if (!this.window && data.kind === "hello") this.window = source as Window;
    if (source !== this.window) return;
    if (data.kind === "go") this.hall.go(data.place);
    else if (data.kind === "on" || data.kind === "back") this.hall.move(data.kind === "on");
    this.tell();
  }

  private fill(): void {
    if (this.strip.hidden) return;
    const here = this.hall.at();
    const slide = document.getElementById(here.scene || FIRST) ?? undefined;
    const next = after(this.hall.slides, here);
    const following = this.hall.slides.find((one) => one.id === next?.scene);
    const told = notesOf(slide)?.cloneNode(true) as HTMLElement | undefined;
    const parts: HTMLElement[] = [];
    if (sayOf(slide, here.step)) parts.push(make("p", "say", sayOf(slide, here.step)));
    if (told) {
      told.hidden = false;
      told.className = "written";
      parts.push(told);
    } else parts.push(make("p", "none", "No notes for this slide."));
    const coming =
      next?.scene === here.scene
        ? `next: ${sayOf(slide, next.step) || "a step"}`
        : `next: ${titleOf(following) || "the end"}`;
    parts.push(make("p", "coming", coming));
    this.strip.replaceChildren(...parts);
  }
}
