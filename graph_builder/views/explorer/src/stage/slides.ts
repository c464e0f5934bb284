// The slides as they stand in the page: which step shows what.

import type { Place } from "./place.ts";

export const FIRST = "_title";

/** Every slide, the hidden ones too, in the order in which they were written. */
export const allSlides = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("section.slide")];
export const isHidden = (slide: HTMLElement): boolean => slide.dataset.hidden !== undefined;
export const titleOf = (slide: HTMLElement | undefined): string => slide?.dataset.title ?? "";
export const notesOf = (slide: HTMLElement | undefined): Element | null => slide?.querySelector("aside.notes") ?? null;

/** How many steps follow upon what is there at once. */
export function stepsOf(slide: HTMLElement | undefined): number {
  return Math.max(0, (slide?.querySelectorAll(".says > li").length ?? 0) - 1);
}

export function sayOf(slide: HTMLElement | undefined, step: number): string {
  return slide?.querySelector(`.says > li[data-step="${step}"]`)?.textContent ?? "";
}

/** Marks what comes later than a step, and the line that is said with it. */
export function showStep(slide: Element, step: number): void {
  for (const part of slide.querySelectorAll("[data-step]")) {
    const at = Number(part.getAttribute("data-step"));
    if (part.matches("li")) part.classList.toggle("now", at === step);
    else part.classList.toggle("later", at > step);
  }
}

/** Where one press of the key leads from here; null at the end.  Hidden slides are passed over. */
export function after(slides: readonly HTMLElement[], { scene, step }: Place): Place | null {
  const at = slides.findIndex((slide) => slide.id === (scene || FIRST));
  if (step < stepsOf(slides[at])) return { scene, step: step + 1 };
  const next = slides.slice(at + 1).find((slide) => !isHidden(slide));
  return next ? { scene: next.id, step: 0 } : null;
}
