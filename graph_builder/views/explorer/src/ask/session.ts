// What the query view remembers while the page is open, also while another view is shown: engine, answer, fault.

import { type ReadonlySignal, signal } from "@preact/signals";
import { bare } from "../bare.ts";
import { inflated } from "../load.ts";
import type { App } from "../store.ts";
import { type Answer, inOrder, type Meaning, meaningOf, readRows, readTriples } from "./answer.ts";
import type { Asking } from "./asking.ts";
import { Engine, EngineFault, Stopped } from "./engine.ts";
import { type Library, prologue } from "./library.ts";
import { explained, type Fault, limited, noPlace, read } from "./query.ts";

/** An answer has at most so many rows; more are not asked for. */
export const MOST = 10_000;
export const SECONDS = [30, 120, 600] as const;

export type Phase = "idle" | "loading" | "running" | "answered" | "failed";

export interface Told {
  phase: Phase;
  /** The query that this is about. */
  query: string;
  about: string;
  answer: Answer | null;
  fault: Fault | null;
}

export interface Session {
  library: Library;
  meaning: Meaning;
  told: ReadonlySignal<Told>;
  /** `about` is the name of the question that the query is of; "" for one of the reader's own. */
  run(query: string, about: string, seconds: number): Promise<void>;
  stop(): void;
}

const written = (id: string): string => document.getElementById(id)?.textContent?.trim() ?? "";
const sessions = new WeakMap<App, Promise<Session | null>>();

/** The session of this page; null for a page that was made without an engine. */
export function sessionOf(app: App): Promise<Session | null> {
  const known = sessions.get(app);
  if (known) return known;
  const made = written("asking")
    ? inflated(written("asking")).then((text) => begin(app, bared(JSON.parse(text))))
    : null;
  const session = Promise.resolve(made);
  sessions.set(app, session);
  return session;
}

/** What is looked up by prefixes that somebody writes has nothing but them. */
const bared = (asking: Asking): Asking => ({
  ...asking,
  prefixes: bare(asking.prefixes),
  library: bare(asking.library),
});

function begin(app: App, asking: Asking): Session {
  const { index } = app;
  const library: Library = { asking, index };
  const parts = () => ({ program: written("engine"), wasm: written("engine-wasm"), quads: written("quads") });
  const engine = new Engine(parts, inflated);
  const told = signal<Told>({ phase: "idle", query: "", about: "", answer: null, fault: null });
  let turn = 0;

  async function run(query: string, about: string, seconds: number): Promise<void> {
    if (told.value.phase === "loading" || told.value.phase === "running") engine.end();
    const mine = ++turn;
    const tell = (phase: Phase, more: Partial<Told> = {}): void => {
      if (mine === turn) told.value = { phase, query, about, answer: null, fault: null, ...more };
    };
    const form = read(query);
    if (typeof form !== "string") return tell("failed", { fault: form });
    let timer = 0;
    let late = false;
    try {
      tell(engine.running ? "running" : "loading");
      await engine.load();
      tell("running");
      timer = window.setTimeout(() => {
        late = true;
        engine.end();
      }, seconds * 1000);
      const got = await asked(query, form);
      tell("answered", { answer: got });
    } catch (error) {
      if (error instanceof EngineFault && error.fatal) engine.end();
      if (mine === turn) tell("failed", { fault: faultOf(error, query, late ? seconds : 0) });
    } finally {
      clearTimeout(timer);
    }
  }

  /** With the limit of rows put in; what cannot be read is read again as it was written, for the place of the fault. */
  async function asked(query: string, form: Answer["form"]): Promise<Answer> {
    const head = prologue(library, query);
    if (form === "triples") {
      const { triples, cut, took } = await engine.ask(head + query, form, MOST);
      return readTriples(triples, cut, took);
    }
    try {
      const { text, took } = await engine.ask(head + (form === "rows" ? limited(query, MOST) : query), form, MOST);
      return inOrder(readRows(text, MOST, took), query);
    } catch (error) {
      if (!(error instanceof EngineFault) || error.fatal || form !== "rows") throw error;
      const { text, took } = await engine.ask(head + query, form, MOST);
      return inOrder(readRows(text, MOST, took), query);
    }
  }

  function faultOf(error: unknown, query: string, seconds: number): Fault {
    if (seconds)
      return noPlace(
        `The query was stopped after ${seconds} seconds.`,
        "Name more of what you look for, so that fewer combinations have to be tried; or allow more time.",
      );
    if (error instanceof Stopped)
      return noPlace("Stopped.", "The engine is loaded again with the next question; nothing else is lost.");
    if (error instanceof EngineFault && error.fatal)
      return noPlace(
        "The query took more memory than a page may have, or the engine could not be started.",
        `Ask for less, or try another browser. (${error.message})`,
      );
    const message = error instanceof Error ? error.message : String(error);
    return explained(behindPrologue(message), query, Object.keys(asking.prefixes));
  }

  return {
    library,
    meaning: meaningOf(asking, index),
    told,
    run,
    stop: () => engine.end(),
  };
}

/** The message with the line number that it has without the line of prefixes before the query. */
export const behindPrologue = (message: string): string =>
  message.replace(/error at (\d+):/, (_, line: string) => `error at ${Math.max(1, Number(line) - 1)}:`);
