// Where the page begins: reads what Python wrote into it, and draws.

import { render } from "preact";
import { opened } from "./load.ts";
import { breath } from "./slices.ts";
import { filterCount, fromHash } from "./state.ts";
import { appOf } from "./store.ts";
import { Shell } from "./ui/shell.tsx";
import "./styles/page.css";

/** From so much on, the picture is drawn before the sentences have been read.  Units: characters in the page. */
const MUCH = 250_000;

const written = (id: string): string => document.getElementById(id)?.textContent?.trim() ?? "";

/** What stands behind this script in the page has been read by the browser. */
const parsed = (): Promise<void> =>
  document.readyState === "loading"
    ? new Promise((done) => addEventListener("DOMContentLoaded", () => done(), { once: true }))
    : Promise.resolve();

/** Whether the address asks for a picture and nothing else. */
function isPicture(address: string): boolean {
  const { view, selected, filters } = fromHash(address);
  return view === "graph" && !selected && !filterCount(filters);
}

async function start(): Promise<void> {
  const root = document.getElementById("explorer");
  if (!root) return;
  const begun: string = JSON.parse(written("start") || '""');
  const first = written("payload");
  const { data, complete } = await opened(first);
  const rest = async (): Promise<void> => {
    await parsed();
    await complete(written("rest"));
  };
  const early = first.length > MUCH && isPicture(location.hash || begun);
  if (!early) await rest();
  const app = appOf(data, JSON.parse(written("licences") || "[]"), begun);
  // A step at a time, so that a large page answers in between.
  await breath();
  void app.shown.value;
  await breath();
  root.textContent = "";
  render(<Shell app={app} />, root);
  if (early) {
    await rest();
    app.complete();
  }
  root.dataset.ready = "yes";
}

start().catch((error: unknown) => {
  const root = document.getElementById("explorer");
  if (root) root.textContent = `This page could not be opened: ${error instanceof Error ? error.message : error}`;
  throw error;
});
