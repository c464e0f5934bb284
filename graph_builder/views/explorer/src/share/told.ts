// What is shown, in words: the title of an exported picture, its description and the name of its file.

import type { Index } from "../index.ts";
import { labelOf } from "../index.ts";
import type { Edge } from "../payload.ts";
import type { Scene } from "../scene.ts";
import type { State } from "../state.ts";
import { inWords } from "../time.ts";
import { count } from "../words.ts";

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What a picture is of. */
export function titleOf(index: Index, scene: Scene | null): string {
  const { title } = index.data;
  if (!scene?.centres.length) return title;
  const names = scene.centres.slice(0, 4).map((id) => labelOf(index, id));
  return scene.mode === "fan" ? names[0]! : listed(scene.centres.length > 4 ? [...names, "others"] : names);
}

/** How much of it is shown, and what the filters leave out. */
export function aboutOf(index: Index, state: State, scene: Scene | null, statements: readonly Edge[]): string {
  const said = count(statements.length, "statement");
  const things = scene ? count(scene.nodes.length, "thing") : "";
  const what = !scene
    ? said
    : scene.mode === "overview"
      ? `The ${things} with most statements, and the ${said} between them`
      : scene.mode === "fan"
        ? said
        : `${things}, ${said}`;
  const left = scene && scene.mode !== "overview" && scene.left ? `; ${scene.left} more are not drawn` : "";
  const without = leftOut(index, state);
  return `${what}${left}.${without ? ` Left out: ${without}.` : ""}`;
}

/** What the filters leave out; "" if nothing. */
export function leftOut(index: Index, state: State): string {
  const { filters, hidden } = state;
  const names = (ids: readonly string[], of: (id: string) => string | undefined): string[] =>
    ids.map((id) => of(id) ?? id);
  const { from, to } = filters.time;
  const parts = [
    ...names(filters.kinds, (id) => index.kinds.get(id)?.label.toLowerCase()),
    ...names(filters.relations, (id) => index.relations.get(id)?.label).map((name) => `“${name}”`),
    ...names(filters.voices, (id) => index.voices.get(id)?.label).map((name) => `voice of ${name}`),
    ...filters.marks,
    ...names(filters.chapters, (id) => index.chapters.get(id)?.number).map((name) => `chapter ${name}`),
    ...(from === null ? [] : [`what ended before ${inWords(from)}`]),
    ...(to === null ? [] : [`what began after ${inWords(to)}`]),
    ...(filters.undated ? [] : ["undated statements"]),
    ...hidden.map((id) => labelOf(index, id)),
  ];
  return parts.slice(0, 12).join(", ") + (parts.length > 12 ? " and more" : "");
}

/** The name of a file: letters, digits and hyphens only. */
export function fileName(words: string, ending: string): string {
  const plain = words
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `${slug.slice(0, 60).replace(/-+$/, "") || "explorer"}.${ending}`;
}

/**
 * A frame for another page: the file by its own name, this state in its address.  It may run and hand out files; its
 * links to the pages of the source open in a tab of their own.
 */
export function frameOf(address: string, title: string): string {
  const [path = "", hash = ""] = address.split("#", 2);
  const file = /^(?:file|https?):/.test(path) ? (path.split(/[?]/)[0]!.split("/").at(-1) ?? "") : "";
  const inner = (value: string): string =>
    value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const source = `${file || "explorer.html"}${hash ? `#${hash}` : ""}`;
  return `<iframe src="${inner(source)}" title="${inner(title)}" sandbox="${SANDBOX}" width="100%" height="640" loading="lazy"></iframe>`;
}

export const SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
