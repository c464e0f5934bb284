// The payload out of the page: JSON, compressed and in base64, so that no text in it can end its element.

import type { Edge, ExplorerPayload, Node } from "./payload.ts";

interface Lean extends Omit<ExplorerPayload, "nodes" | "edges"> {
  nodes: Partial<Node>[];
  edges: Partial<Edge>[];
  blank: { nodes: Node; edges: Edge };
}

/** The payload with what is empty in nodes and edges filled in again. */
export function filled(lean: Lean): ExplorerPayload {
  const { blank, ...rest } = lean;
  return {
    ...rest,
    nodes: lean.nodes.map((node) => ({ ...blank.nodes, ...node })),
    edges: lean.edges.map((edge) => ({ ...blank.edges, ...edge })),
  };
}

/** The bytes of a gzip stream in base64, as text. */
export async function inflated(base64: string): Promise<string> {
  const signs = atob(base64);
  const packed = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) packed[i] = signs.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

export async function load(base64: string): Promise<ExplorerPayload> {
  return filled(JSON.parse(await inflated(base64)));
}
