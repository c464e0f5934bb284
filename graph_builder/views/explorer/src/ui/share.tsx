// Share: a link to exactly this view, a frame for another page, and what is shown as picture, table and data.

import { useEffect, useRef, useState } from "preact/hooks";
import { csvOf } from "../share/csv.ts";
import { blobOf, pngOf, save } from "../share/files.ts";
import { citationsOf } from "../share/foot.ts";
import { jsonldOf } from "../share/jsonld.ts";
import { offerOf, statementsOf, thingsOf } from "../share/offers.ts";
import { svgOf } from "../share/svg.ts";
import { aboutOf, fileName, frameOf, titleOf } from "../share/told.ts";
import { toHash } from "../state.ts";
import type { App } from "../store.ts";
import { viewOf } from "../views/registry.ts";
import { count } from "../words.ts";
import { CopyButton } from "./cite.tsx";
import { useApp } from "./context.ts";

/** The address of this view, also where the page has no address of its own (about:srcdoc). */
const addressOf = (app: App): string => {
  const hash = toHash(app.state.value);
  return `${location.href.replace(/#.*$/, "")}${hash ? `#${hash}` : ""}`;
};

function shownNow(app: App) {
  const statements = statementsOf(app);
  const figure = offerOf(app).figure?.() ?? null;
  const { state, index } = app;
  const scene = figure?.arranged.scene ?? null;
  const title = titleOf(index, scene);
  const name = scene ? title : `${title} ${viewOf(state.value.view).title}`;
  return { statements, things: thingsOf(app, statements), figure, scene, title, name };
}

/** The picture on screen as an SVG that stands alone; "" if the view has none. */
function drawing(app: App): string {
  const { statements, figure, scene, title } = shownNow(app);
  if (!figure) return "";
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = "13px sans-serif";
  const measure = (text: string): number => (pen?.measureText(text).width ?? text.length * 7) * 1.04;
  const about = aboutOf(app.index, app.state.value, scene, statements);
  const citations = citationsOf(app.index, statements, title);
  return svgOf(app.index, figure, { title, about, citations }, app.shown.value, measure);
}

const EXPORTS = [
  {
    id: "svg",
    label: "Picture (SVG)",
    hint: "vector, with names, legend, credit and pages",
    picture: true,
    make: async (app: App) => blobOf(drawing(app), "image/svg+xml"),
  },
  {
    id: "png",
    label: "Picture (PNG)",
    hint: "the same as pixels, for slides",
    picture: true,
    make: async (app: App) => pngOf(drawing(app)),
  },
  {
    id: "csv",
    label: "Statements (CSV)",
    hint: "for a spreadsheet",
    picture: false,
    make: async (app: App) => blobOf(csvOf(app.index, statementsOf(app)), "text/csv"),
  },
  {
    id: "jsonld",
    label: "Data (JSON-LD)",
    hint: "statements and things as RDF",
    picture: false,
    make: async (app: App) => {
      const { statements, things } = shownNow(app);
      return blobOf(jsonldOf(app.index, statements, things), "application/ld+json");
    },
  },
] as const;

export function Share() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { state } = useApp();
  const shown = state.value;
  // What was offered is not what is shown any more.
  useEffect(() => setOpen(false), [shown]);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what was opened, wherever the focus is in it
    <div class="sharing" ref={box} onKeyDown={keys}>
      <button type="button" ref={button} aria-expanded={open} aria-controls="share" onClick={() => setOpen(!open)}>
        Share
      </button>
      {open ? <Panel /> : null}
    </div>
  );
}

function Panel() {
  const app = useApp();
  const panel = useRef<HTMLDivElement>(null);
  const [fault, setFault] = useState("");
  useEffect(() => panel.current?.querySelector("button")?.focus(), []);
  const { statements, things, figure, title, name } = shownNow(app);
  const address = addressOf(app);
  const frame = frameOf(address, `${title}: ${viewOf(app.state.value.view).title}`);
  const hand = async (one: (typeof EXPORTS)[number]): Promise<void> => {
    setFault("");
    try {
      const file = fileName(name, one.id);
      save(file, await one.make(app));
      app.say(`${file} is ready`);
    } catch (error) {
      setFault(`${one.label} could not be made: ${error instanceof Error ? error.message : error}`);
    }
  };
  return (
    <div id="share" class="sharepanel" role="dialog" aria-label="Share" ref={panel}>
      <h2>Exactly this view</h2>
      <div class="row">
        <input type="text" readOnly aria-label="Link to this view" value={address} onFocus={whole} />
        <CopyButton label="Copy link" text={() => address} />
      </div>
      <h2>Embed this</h2>
      <div class="row">
        <textarea readOnly rows={3} aria-label="A frame for another page" value={frame} onFocus={whole} />
        <CopyButton label="Copy" text={() => frame} />
      </div>
      <p class="meta">Put this file beside the page that shows the frame.</p>
      <h2>
        What is shown{" "}
        <small>
          {count(statements.length, "statement")}, {count(things.length, "thing")}
        </small>
      </h2>
      <ul class="exports">
        {EXPORTS.filter((one) => figure || !one.picture).map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => hand(one)}>
              {one.label}
            </button>{" "}
            <small>{one.hint}</small>
          </li>
        ))}
      </ul>
      {figure ? null : <p class="meta">The graph also gives its picture as SVG and PNG. Every view can be printed.</p>}
      {fault ? <p role="alert">{fault}</p> : null}
    </div>
  );
}

const whole = (event: Event): void => (event.currentTarget as HTMLInputElement).select();
