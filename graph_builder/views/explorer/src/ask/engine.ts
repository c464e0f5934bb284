// The query engine: a worker that is started when first asked for, and ended to stop a query.

import type { Form, Order, Term, Told } from "./messages.ts";

export interface Parts {
  /** The worker's program, the engine's WebAssembly and the quads: gzip in base64, as they stand in the page. */
  program: string;
  wasm: string;
  quads: string;
}

export interface Got {
  text: string;
  triples: [Term, Term, Term][];
  cut: boolean;
  took: number;
}

/** The engine's own words for what went wrong. */
export class EngineFault extends Error {
  readonly fatal: boolean;
  constructor(message: string, fatal: boolean) {
    super(message);
    this.fatal = fatal;
  }
}

/** The query was stopped, by the reader or by the limit of time. */
export class Stopped extends Error {}

export class Engine {
  private readonly parts: () => Parts;
  private readonly inflate: (base64: string) => Promise<string>;
  private worker: Worker | null = null;
  private ready: Promise<number> | null = null;
  private hear: ((told: Told) => void) | null = null;
  private give: ((error: Error) => void) | null = null;
  private number = 0;
  /** Set by `end`, so that a worker that is still being made is not begun. */
  private turn = 0;

  constructor(parts: () => Parts, inflate: (base64: string) => Promise<string>) {
    this.parts = parts;
    this.inflate = inflate;
  }

  get running(): boolean {
    return this.worker !== null;
  }

  /** Resolves with the number of quads when the graph is loaded; starts the worker where there is none. */
  load(): Promise<number> {
    this.ready ??= this.start();
    return this.ready;
  }

  private async start(): Promise<number> {
    const turn = this.turn;
    const { program, wasm, quads } = this.parts();
    const source = await this.inflate(program);
    if (turn !== this.turn) throw new Stopped();
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Told>) => this.hear?.(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.give?.(new EngineFault(event.message || "the worker could not be started", true));
    };
    try {
      const told = await this.said({ kind: "load", wasm, quads });
      if (told.kind !== "ready") throw new EngineFault("the engine said something else", true);
      return told.quads;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** The next thing that the worker says; throws EngineFault or Stopped. */
  private said(order: Order): Promise<Told> {
    return new Promise<Told>((done, failed) => {
      this.give = failed;
      this.hear = (told) => {
        this.hear = null;
        this.give = null;
        if (told.kind === "fault") failed(new EngineFault(told.message, told.fatal));
        else done(told);
      };
      this.worker?.postMessage(order);
    });
  }

  async ask(query: string, form: Form, most: number): Promise<Got> {
    await this.load();
    const begun = performance.now();
    const told = await this.said({ kind: "ask", number: ++this.number, query, form, most });
    if (told.kind !== "answer") throw new EngineFault("the engine said something else", true);
    return { text: told.text, triples: told.triples, cut: told.cut, took: performance.now() - begun };
  }

  /** Ends the worker, whatever it is doing; the next query starts another. */
  end(): void {
    this.turn++;
    this.worker?.terminate();
    this.worker = null;
    this.ready = null;
    this.hear = null;
    const { give } = this;
    this.give = null;
    give?.(new Stopped());
  }
}
