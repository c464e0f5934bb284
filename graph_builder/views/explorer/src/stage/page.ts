// The deck as a page to read, on a narrow screen: every slide below the other with everything shown, and live pictures.

import { enliven } from "./live.ts";
import { Panel } from "./panel.ts";
import { placeOf } from "./place.ts";
import type { Known } from "./read.ts";

export function page(known: Known): void {
  document.documentElement.dataset.view = "page";
  enliven(known, new Panel(known, document.body));
  for (const picture of document.querySelectorAll<HTMLElement>(".picture")) scrollable(picture);
  show();
  window.addEventListener("hashchange", show);
}

/** A picture that is wider than its column can be moved by the keys too. */
export function scrollable(picture: HTMLElement): void {
  if (picture.scrollWidth <= picture.clientWidth) return;
  picture.tabIndex = 0;
  picture.setAttribute("role", "region");
  picture.setAttribute(
    "aria-label",
    `${picture.querySelector("title")?.textContent ?? "Picture"}; it can be moved sideways`,
  );
}

function show(): void {
  const section = document.getElementById(placeOf(location.hash).scene);
  if (!section?.matches("section.slide")) return;
  section.classList.add("asked");
  section.scrollIntoView();
}
