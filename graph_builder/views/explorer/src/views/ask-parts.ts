// What stands in the address about a question, read and written in one place.

import type { QuestionRow } from "../ask/asking.ts";
import { checked, filled, type Library, SlotFault, shortened } from "../ask/library.ts";
import type { App, GoOptions } from "../store.ts";

export interface Asked {
  question: QuestionRow | null;
  /** What the slots hold, by parameter; "" and absent mean the default. */
  values: Record<string, string>;
  /** Whether the text of the query is shown. */
  open: boolean;
  /** The query that is to be run; "" where a slot cannot be read. */
  query: string;
  /** Whether the reader has changed the query's text. */
  changed: boolean;
  /** Whether it was asked, and is asked again when its address is opened. */
  run: boolean;
  sort: string;
  /** What is wrong with a slot, by parameter. */
  faults: Map<string, string>;
}

const WITH = "ask.with.";

export function askedIn(library: Library, own: Readonly<Record<string, string>>): Asked {
  const question = library.asking.questions.find((one) => one.name === own["ask.q"]) ?? null;
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(own)) if (key.startsWith(WITH)) values[key.slice(WITH.length)] = value;
  const faults = new Map<string, string>();
  for (const parameter of question?.parameters ?? []) {
    try {
      checked(library, parameter, values[parameter.name] ?? parameter.default);
    } catch (error) {
      if (!(error instanceof SlotFault)) throw error;
      faults.set(parameter.name, error.message);
    }
  }
  const text = own["ask.query"];
  const made = question && !faults.size ? shortened(library, filled(library, question, values)) : "";
  return {
    question,
    values,
    open: own["ask.own"] === "1",
    query: text ?? made,
    changed: text !== undefined && question !== null,
    run: own["ask.run"] === "1",
    sort: own["ask.sort"] ?? "",
    faults,
  };
}

type Change = Partial<{ q: string; own: string; query: string; run: string; sort: string }>;

/** Keeps what was changed, all else as it is. */
export function keep(app: App, change: Change, options: GoOptions = {}): void {
  app.go((now) => {
    const own = { ...now.own };
    for (const [name, value] of Object.entries(change)) put(own, `ask.${name}`, value);
    return { own };
  }, options);
}

/** Chooses a question, with its defaults; none for "". */
export function choose(app: App, name: string, more: Change = {}): void {
  app.go(
    (now) => {
      const own = Object.fromEntries(Object.entries(now.own).filter(([key]) => !key.startsWith("ask.")));
      put(own, "ask.q", name);
      for (const [key, value] of Object.entries(more)) put(own, `ask.${key}`, value);
      return { own };
    },
    { say: name ? "Question chosen" : "" },
  );
}

/** Fills a slot; the query follows. */
export function fill(app: App, name: string, value: string): void {
  app.go(
    (now) => {
      const own = { ...now.own };
      put(own, WITH + name, value);
      for (const key of ["ask.query", "ask.run", "ask.sort"]) delete own[key];
      return { own };
    },
    { step: false },
  );
}

/** Text of nothing but blanks is kept as one blank, for the address keeps nothing that is empty. */
function put(own: Record<string, string>, key: string, value: string): void {
  if (value) own[key] = value;
  else delete own[key];
}
