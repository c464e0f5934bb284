// The query as text, in an editor that is made when it is first shown.

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Editor, editorIn } from "../ask/editor.ts";
import type { Session } from "../ask/session.ts";
import { offersFor } from "../ask/terms.ts";
import { useApp } from "../ui/context.ts";
import { type Asked, askedIn, keep } from "./ask-parts.ts";

const PAUSE = 300;

export function QueryEditor({ session, asked, ask }: { session: Session; asked: Asked; ask: () => void }) {
  const app = useApp();
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef({ ask });
  latest.current.ask = ask;
  const { library, told } = session;

  useEffect(() => {
    if (!box.current) return undefined;
    const offers = { ...library, finder: () => app.finder() };
    const host = box.current;
    let waiting = 0;
    // The address follows when the hand rests: browsers refuse to change it at every key.
    const flush = (): void => {
      if (!waiting) return;
      clearTimeout(waiting);
      waiting = 0;
      keep(app, { query: made.text() || " ", run: "" }, { step: false });
    };
    const made = editorIn(host, {
      text: asked.query,
      label: "Query in SPARQL; Ctrl and Enter ask it, Tab leaves the box",
      change: () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(flush, PAUSE);
      },
      run: () => {
        flush();
        latest.current.ask();
      },
      offers: (word, query) => offersFor(offers, word, query),
    });
    editor.current = made;
    host.addEventListener("focusout", flush);
    // What stands in the address is put in, but never over what is being written.
    const stop = effect(() => {
      const { query } = askedIn(library, app.state.value.own);
      if (!waiting && query.trim() !== made.text().trim()) made.set(query);
    });
    return () => {
      stop();
      host.removeEventListener("focusout", flush);
      clearTimeout(waiting);
      editor.current = null;
      made.end();
    };
  }, [app, library]);

  const { fault, query } = told.value;
  useEffect(() => {
    const here = fault && query === asked.query && fault.from >= 0;
    editor.current?.mark(here ? fault.from : -1, here ? fault.to : -1);
  }, [fault, query, asked.query]);
  return <div class="editor" ref={box} />;
}
