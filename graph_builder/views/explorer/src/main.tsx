// Where the page begins: reads what Python wrote into it, and draws.

import { render } from "preact";
import { load } from "./load.ts";
import { appOf } from "./store.ts";
import { Shell } from "./ui/shell.tsx";
import "./styles/page.css";

const written = (id: string): string => document.getElementById(id)?.textContent ?? "";

async function start(): Promise<void> {
  const root = document.getElementById("explorer");
  if (!root) return;
  const data = await load(written("payload").trim());
  const app = appOf(data, JSON.parse(written("licences") || "[]"), JSON.parse(written("start") || '""'));
  root.textContent = "";
  render(<Shell app={app} />, root);
  root.dataset.ready = "yes";
}

start().catch((error: unknown) => {
  const root = document.getElementById("explorer");
  if (root) root.textContent = `This page could not be opened: ${error instanceof Error ? error.message : error}`;
  throw error;
});
