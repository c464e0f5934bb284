// What a pointer does in the picture: sigma's events as ours.  A click waits for a second one; dragging a thing moves it.

import type Sigma from "sigma";
import type { Point } from "../layout.ts";
import type { Camera } from "./camera.ts";

export interface PictureEvents {
  click(id: string): void;
  doubleClick(id: string): void;
  clickEdge(id: string): void;
  clickStage(): void;
  hover(id: string): void;
  moved(id: string, place: Point): void;
  looked(camera: Camera): void;
}

export function listen(sigma: Sigma, events: PictureEvents): void {
  let dragged = "";
  let waiting = 0;
  sigma.on("clickNode", ({ node }) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => events.click(node), 230);
  });
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    clearTimeout(waiting);
    preventSigmaDefault();
    events.doubleClick(node);
  });
  sigma.on("clickEdge", ({ edge }) => events.clickEdge(edge));
  sigma.on("clickStage", () => events.clickStage());
  sigma.on("doubleClickStage", ({ preventSigmaDefault }) => preventSigmaDefault());
  sigma.on("enterNode", ({ node }) => events.hover(node));
  sigma.on("leaveNode", () => events.hover(""));
  sigma.on("enterEdge", ({ edge }) => events.hover(edge));
  sigma.on("leaveEdge", () => events.hover(""));
  let far = 0;
  sigma.on("downNode", ({ node }) => {
    dragged = node;
    far = 0;
  });
  sigma.on("moveBody", ({ event }) => {
    if (!dragged) return;
    const at = sigma.viewportToGraph(event);
    if (++far > 2) {
      sigma.getGraph().mergeNodeAttributes(dragged, at);
      clearTimeout(waiting);
    }
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  const drop = (): void => {
    if (dragged && far > 2) {
      const { x, y } = sigma.getGraph().getNodeAttributes(dragged);
      events.moved(dragged, { x: Number(x), y: -Number(y) });
    }
    dragged = "";
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
}
