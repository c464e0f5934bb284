// The keys of the deck, and the list of them.

import type { Notes } from "./notes.ts";
import { make } from "./read.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["→ ↓ Space Page Down", "next step or slide"],
  ["← ↑ Page Up", "back"],
  ["Home, End", "first, last slide"],
  ["click; Tab and Enter", "a thing or a sentence with its page"],
  ["Esc", "close the panel; overview of all slides"],
  ["O", "overview"],
  ["G", "go to a slide by its number or name"],
  ["S", "speaker’s window with notes and clock"],
  ["N", "notes in this window"],
  ["L", "legend of the picture"],
  ["F", "full screen"],
  ["B", "black screen"],
  ["?", "this list"],
];

export function help(root: Element, notes: Notes, slide: () => Element): void {
  const dialog = make("dialog", "help");
  dialog.setAttribute("aria-labelledby", "_help");
  const heading = make("h2", "", "Keys");
  heading.id = "_help";
  const list = make("dl");
  for (const [key, meaning] of KEYS) list.append(make("dt", "", key), make("dd", "", meaning));
  const paper = make("p", "paper", "To print or save as PDF: Ctrl+P, or open this page with ?print-pdf.");
  const close = make("button", "close", "×");
  close.type = "button";
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, heading, list, paper);
  const button = make("button", "askhelp", "?");
  button.type = "button";
  button.setAttribute("aria-label", "Keys");
  button.addEventListener("click", () => dialog.showModal());
  root.append(button, dialog);
  const acts: Record<string, () => void> = {
    s: () => notes.open(),
    n: () => notes.toggle(),
    l: () => toggle(slide().querySelector("details.legend")),
    "?": () => dialog.showModal(),
    F1: () => dialog.showModal(),
  };
  document.addEventListener(
    "keydown",
    (event) => {
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (!act || typing || dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    },
    true,
  );
}

function toggle(details: HTMLDetailsElement | null): void {
  if (details) details.open = !details.open;
}
