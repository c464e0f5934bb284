// The worker: holds the graph in Oxigraph and answers one query after the other.  To stop a query, end the worker.

import start, { type Quad, Store, type Term as Value } from "oxigraph/web.js";
import type { Order, Term, Told } from "./messages.ts";

const scope = globalThis as unknown as {
  postMessage(told: Told): void;
  onmessage: ((event: MessageEvent<Order>) => void) | null;
};
const STRING = "http://www.w3.org/2001/XMLSchema#string";
let store: Store;

function unpacked(base64: string): Response {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

async function load(wasm: string, quads: string): Promise<void> {
  await start({ module_or_path: await unpacked(wasm).arrayBuffer() });
  store = new Store();
  store.load(new Uint8Array(await unpacked(quads).arrayBuffer()), { format: "application/trig", no_transaction: true });
  scope.postMessage({ kind: "ready", quads: store.size });
}

function term(value: Value): Term {
  if (value.termType === "NamedNode") return { type: "uri", value: value.value };
  if (value.termType === "BlankNode") return { type: "bnode", value: value.value };
  if (value.termType !== "Literal") return { type: "triple", value: value.toString() };
  const { language, datatype } = value;
  if (language) return { type: "literal", value: value.value, "xml:lang": language };
  return datatype.value === STRING
    ? { type: "literal", value: value.value }
    : { type: "literal", value: value.value, datatype: datatype.value };
}

function answer({ number, query, form, most }: Order & { kind: "ask" }): Told {
  if (form !== "triples") {
    const text = store.query(query, { results_format: "json" }) as string;
    return { kind: "answer", number, text, triples: [], cut: false };
  }
  const found = new Map((store.query(query) as Quad[]).map((quad) => [quad.toString(), quad]));
  const kept = [...found.keys()].sort().slice(0, most);
  const triples = kept.map((key): [Term, Term, Term] => {
    const { subject, predicate, object } = found.get(key)!;
    return [term(subject), term(predicate), term(object)];
  });
  return { kind: "answer", number, text: "", triples, cut: found.size > most };
}

scope.onmessage = async ({ data }) => {
  const number = data.kind === "ask" ? data.number : 0;
  try {
    if (data.kind === "load") await load(data.wasm, data.quads);
    else scope.postMessage(answer(data));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // A trap in WebAssembly, as when memory runs out, leaves the engine in no state to go on.
    const fatal = data.kind === "load" || error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    scope.postMessage({ kind: "fault", number, message, fatal });
  }
};
