// What a pointer does in the picture: sigma's events as ours.  A click waits for a second one; dragging a thing moves it.

import type { Point } from "../layout.ts";
import type { Camera } from "./camera.ts";
import type { Picture } from "./picture.ts";

export interface PictureEvents {
  click(id: string): void;
  doubleClick(id: string): void;
  clickEdge(id: string): void;
  clickStage(): void;
  hover(id: string): void;
  moved(id: string, place: Point): void;
  looked(camera: Camera): void;
}

export function listen(picture: Picture, events: PictureEvents): void {
  const { sigma } = picture;
  let dragged = "";
  let waiting = 0;
  let over = "";
  let far = 0;
  const click = (id: string): void => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => events.click(id), 230);
  };
  const doubleClick = (id: string): void => {
    clearTimeout(waiting);
    events.doubleClick(id);
  };
  const hold = (id: string): void => {
    dragged = id;
    far = 0;
  };
  sigma.on("clickNode", ({ node }) => click(node));
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    doubleClick(node);
  });
  sigma.on("clickEdge", ({ edge }) => events.clickEdge(edge));
  // Of a crowd sigma knows nothing: all of it is stage.
  sigma.on("clickStage", ({ event }) => {
    const id = picture.pick(event);
    if (id) click(id);
    else events.clickStage();
  });
  sigma.on("doubleClickStage", ({ event, preventSigmaDefault }) => {
    preventSigmaDefault();
    const id = picture.pick(event);
    if (id) doubleClick(id);
  });
  sigma.on("enterNode", ({ node }) => events.hover(node));
  sigma.on("leaveNode", () => events.hover(""));
  sigma.on("enterEdge", ({ edge }) => events.hover(edge));
  sigma.on("leaveEdge", () => events.hover(""));
  sigma.on("downNode", ({ node }) => hold(node));
  sigma.on("downStage", ({ event }) => hold(picture.pick(event)));
  sigma.on("moveBody", ({ event }) => {
    if (!dragged) {
      const id = picture.pick(event);
      if (id !== over) events.hover(id);
      over = id;
      return;
    }
    const at = sigma.viewportToGraph(event);
    if (++far > 2) {
      picture.drag(dragged, at);
      clearTimeout(waiting);
    }
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  const drop = (): void => {
    const place = dragged && far > 2 ? picture.placeOf(dragged) : null;
    if (place) events.moved(dragged, place);
    dragged = "";
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
}
