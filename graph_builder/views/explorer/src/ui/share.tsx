// Share: a link to exactly this view, a frame for another page, and what is shown as picture, table and data.

import { useEffect, useRef, useState } from "preact/hooks";
import { csvOf } from "../share/csv.ts";
import { blobOf, pngOf, save } from "../share/files.ts";
import { jsonldOf } from "../share/jsonld.ts";
import { statementsOf } from "../share/offers.ts";
import { drawing, shownNow } from "../share/picture.ts";
import { usePrinted } from "../share/printed.ts";
import { fileName, frameOf } from "../share/told.ts";
import { toHash } from "../state.ts";
import type { App } from "../store.ts";
import { viewOf } from "../views/registry.ts";
import { count } from "../words.ts";
import { CopyButton } from "./cite.tsx";
import { useApp } from "./context.ts";

/** Whether the page has an address of its own; within a notebook (about:srcdoc) it has none. */
const placed = (): boolean => /^(?:file|https?):$/.test(location.protocol);

/** The address of this view; without one of its own, that of the file which `graph-builder build` writes. */
const addressOf = (app: App): string => {
  const hash = toHash(app.state.value);
  return `${placed() ? location.href.replace(/#.*$/, "") : "explorer.html"}${hash ? `#${hash}` : ""}`;
};

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
  const app = useApp();
  const shown = app.state.value;
  usePrinted(app);
  // What was offered is not what is shown any more.
  useEffect(() => setOpen(false), [shown]);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    // The keyboard leaves it too: what has the focus must not lie under the panel.
    for (const kind of ["pointerdown", "focusin"]) addEventListener(kind, outside);
    return () => {
      for (const kind of ["pointerdown", "focusin"]) removeEventListener(kind, outside);
    };
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
      <button
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls="share"
        disabled={!app.whole.value}
        onClick={() => setOpen(!open)}
      >
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
  const { statements, things, figure, drawn, title, name } = shownNow(app);
  const picture = figure !== null || drawn !== null;
  const address = addressOf(app);
  const frame = frameOf(address, `${title}: ${viewOf(app.state.value.view).title}`);
  const hand = async (one: (typeof EXPORTS)[number]): Promise<void> => {
    setFault("");
    try {
      const file = fileName(name, one.id);
      save(file, await one.make(app));
      app.say(`${file} was handed to the browser`);
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
      {placed() ? null : (
        <p class="meta">
          For explorer.html, as graph-builder build writes it; in a notebook, what follows # is the state of explorer().
        </p>
      )}
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
        {EXPORTS.filter((one) => picture || !one.picture).map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => hand(one)}>
              {one.label}
            </button>{" "}
            <small>{one.hint}</small>
          </li>
        ))}
      </ul>
      {picture ? null : <p class="meta">The graph also gives its picture as SVG and PNG. Every view can be printed.</p>}
      {self === top ? null : (
        <p class="meta">If no file comes, the page around this frame does not allow it to hand out files.</p>
      )}
      {fault ? <p role="alert">{fault}</p> : null}
    </div>
  );
}

const whole = (event: Event): void => (event.currentTarget as HTMLInputElement).select();
