// The graph on paper: a canvas of WebGL prints as little of it as it likes, so its picture as SVG stands in for it.

import { useEffect } from "preact/hooks";
import type { App } from "../store.ts";
import { offerOf } from "./offers.ts";
import { drawing } from "./picture.ts";

export function usePrinted(app: App): void {
  useEffect(() => {
    let picture: Element | null = null;
    const after = (): void => {
      picture?.remove();
      picture = null;
    };
    const before = (): void => {
      after();
      const svg = offerOf(app).figure ? drawing(app) : "";
      if (!svg) return;
      // Read as XML, in which every text of the data is escaped; it has neither scripts nor styles nor links.
      picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
      picture.setAttribute("class", "printed");
      document.querySelector("main")?.prepend(picture);
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      after();
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [app]);
}
