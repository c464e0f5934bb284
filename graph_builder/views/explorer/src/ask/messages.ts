// What the page and the worker say to each other.

/** A term as SPARQL 1.1 JSON writes it. */
export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

export type Form = "rows" | "truth" | "triples";

export type Order =
  | { kind: "load"; wasm: string; quads: string }
  | { kind: "ask"; number: number; query: string; form: Form; most: number };

export type Told =
  | { kind: "ready"; quads: number }
  /** `text` is SPARQL JSON for rows and truth; `triples` are in the order of their text. */
  | { kind: "answer"; number: number; text: string; triples: [Term, Term, Term][]; cut: boolean }
  /** `fatal`: this worker can answer nothing more. */
  | { kind: "fault"; number: number; message: string; fatal: boolean };
