// The payload out of the page: lines of JSON, compressed and in base64, so that no text in it can end its element.  What the
// first picture needs is a text of its own, read first; the rest is read in slices while the page can be worked already.

import { bare } from "./bare.ts";
import { type Row, Table } from "./columns.ts";
import type { Edge, ExplorerPayload, Node, ParagraphRow, PassageRow, PlaceRow } from "./payload.ts";
import { breath } from "./slices.ts";

/** The payload, the chapter of each passage in which there is a statement, and whether all of it has been read. */
export interface Data extends ExplorerPayload {
  reached: Record<string, string>;
  whole: boolean;
}

export interface Opened {
  /** Empty where the rest has not been read. */
  data: Data;
  /** Reads the rest. */
  complete(base64: string): Promise<void>;
}

interface Head extends Omit<Data, "nodes" | "edges" | "whole"> {
  blank: Record<string, Record<string, unknown>>;
  sizes: Record<string, number>;
}

const UNABLE =
  "this browser cannot unpack it, for it has no DecompressionStream. Chrome and Edge from 80, Firefox from 113 and Safari " +
  "from 16.4 have it. The same statements are in coverage.html and statements.csv, which were made with this page.";

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64) return fromBase64.call(Uint8Array, base64);
  const signs = atob(base64);
  const bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) bytes[i] = signs.charCodeAt(i);
  return bytes;
}

function streamOf(base64: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (typeof DecompressionStream === "undefined") throw new Error(UNABLE);
  return new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
}

/** The bytes of a gzip stream in base64, as text. */
export const inflated = (base64: string): Promise<string> => new Response(streamOf(base64)).text();

/** The lines of a packed text, as they come. */
async function* linesOf(base64: string): AsyncGenerator<string> {
  const reader = streamOf(base64).getReader();
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const parts = decoder.decode(read.value, { stream: true }).split("\n");
    for (const part of parts.slice(0, -1)) {
      yield begun.join("") + part;
      begun = [];
    }
    begun.push(parts.at(-1)!);
  }
  yield begun.join("") + decoder.decode();
}

/** What is read first. */
export async function opened(base64: string): Promise<Opened> {
  const tables = new Map<string, Table>();
  let made: Data | undefined;
  for await (const line of linesOf(base64)) {
    if (!made) made = begun(JSON.parse(line), tables);
    else take(tables, line);
    await breath();
  }
  const data = made!;
  const complete = async (rest: string): Promise<void> => {
    let first = true;
    for await (const line of linesOf(rest)) {
      if (first) Object.assign(data, looked(JSON.parse(line)));
      else keep(data, take(tables, line));
      first = false;
      await breath();
    }
    data.whole = true;
  };
  return { data, complete };
}

function begun({ blank, sizes, ...head }: Head, tables: Map<string, Table>): Data {
  for (const [name, size] of Object.entries(sizes)) tables.set(name, new Table(blank[name]!, size, tables));
  const rows = <T>(name: string): T[] => tables.get(name)!.rows as unknown as T[];
  const nodes = rows<Node>("nodes");
  const edges = rows<Edge>("edges");
  unshorten(tables.get("edges")!);
  return {
    ...head,
    names: bare(head.names),
    reached: bare(head.reached),
    nodes,
    edges,
    passages: rows<PassageRow>("passages"),
    paragraphs: rows<ParagraphRow>("paragraphs"),
    places: Object.create(null),
    pages: Object.create(null),
    dates: {},
    whole: false,
  };
}

/** What is looked up by ids has nothing but them. */
function looked({ citing, details, ...rest }: Pick<Data, "citing" | "details">): object {
  const { figures, outcomes, evidence } = details;
  return {
    ...rest,
    citing: { ...citing, sources: bare(citing.sources) },
    details: { ...details, figures: bare(figures), outcomes: bare(outcomes), evidence: bare(evidence) },
  };
}

/** Sentences stand in the page with signs for the names and the date that the row knows anyway: see columns.py. */
function unshorten(table: Table): void {
  if (!table.rows.length) return;
  const kind = Object.getPrototypeOf(table.rows[0]);
  const { get } = Object.getOwnPropertyDescriptor(kind, "sentence")!;
  const label = (field: string, row: number): string =>
    (table.target(field, row) as unknown as Node | undefined)?.label ?? "";
  Object.defineProperty(kind, "sentence", {
    enumerable: true,
    get(this: Edge & Row): string {
      const said: string = get!.call(this);
      if (said.startsWith("\n")) return said.slice(1);
      return said
        .replace("\ue003", () => this.when?.words ?? "")
        .replace("\ue002", () => label("to", this.row))
        .replace("\ue001", () => label("from", this.row));
    },
  });
}

type Some = [name: string, start: number, columns: Parameters<Table["put"]>[1]];

function take(tables: ReadonlyMap<string, Table>, line: string): [name: string, rows: Row[]] {
  const [name, start, columns] = JSON.parse(line) as Some;
  const table = tables.get(name)!;
  table.put(start, columns);
  return [name, table.rows.slice(start, start + 4096)];
}

/** Places and pages are looked up by their ids. */
function keep(data: Data, [name, rows]: readonly [string, Row[]]): void {
  if (name === "places") for (const row of rows as unknown as (PlaceRow & { id: string })[]) data.places[row.id] = row;
  if (name === "pages")
    for (const row of rows as unknown as { id: string; of: string[] }[]) data.pages[row.id] = row.of;
}

/** All of it at once. */
export async function load(first: string, rest: string): Promise<Data> {
  const { data, complete } = await opened(first);
  await complete(rest);
  return data;
}
