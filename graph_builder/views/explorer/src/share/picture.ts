// What the view on screen shows, gathered for an export, and its picture.

import type { App } from "../store.ts";
import { viewOf } from "../views/registry.ts";
import { citationsOf } from "./foot.ts";
import { offerOf, statementsOf, thingsOf } from "./offers.ts";
import { svgOf } from "./svg.ts";
import { aboutOf, titleOf } from "./told.ts";

export function shownNow(app: App) {
  const statements = statementsOf(app);
  const figure = offerOf(app).figure?.() ?? null;
  const drawn = offerOf(app).drawing?.() ?? null;
  const { state, index } = app;
  const scene = figure?.arranged.scene ?? null;
  const title = drawn?.title ?? titleOf(index, scene);
  const name = scene || drawn ? title : `${title} ${viewOf(state.value.view).title}`;
  return { statements, things: thingsOf(app, statements), figure, drawn, scene, title, name };
}

/** The picture on screen as an SVG that stands alone; "" if the view has none. */
export function drawing(app: App): string {
  const { statements, figure, drawn, scene, title } = shownNow(app);
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = "13px sans-serif";
  const measure = (text: string): number => (pen?.measureText(text).width ?? text.length * 7) * 1.04;
  if (!figure) return drawn?.svg(measure) ?? "";
  const about = aboutOf(app.index, app.state.value, scene, statements);
  const citations = citationsOf(app.index, statements, title);
  return svgOf(app.index, figure, { title, about, citations }, app.shown.value, measure);
}
