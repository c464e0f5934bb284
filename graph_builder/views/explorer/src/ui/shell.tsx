// The frame: title, search, tabs and buttons above; filters, the view and the dossier below.  It knows no view by name.

import { useEffect, useState } from "preact/hooks";
import { filterCount } from "../state.ts";
import type { App } from "../store.ts";
import { VIEWS, viewOf } from "../views/registry.ts";
import { AppContext, useApp } from "./context.ts";
import { Dossier } from "./dossier.tsx";
import { FilterPanel } from "./filters.tsx";
import { Search } from "./search.tsx";
import { Share } from "./share.tsx";
import { TimeBar } from "./timebar.tsx";
import { Whole } from "./whole.tsx";

const WIDE = "(min-width: 88rem)";
const TYPED = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export function Shell({ app }: { app: App }) {
  const { state, said } = app;
  const view = viewOf(state.value.view);
  const [filtering, setFiltering] = useState(() => matchMedia(WIDE).matches);
  const [lowered, setLowered] = useState(false);
  const { selected } = state.value;
  const on = filterCount(state.value.filters);

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const typing =
        (TYPED.has(target.tagName) && (target as HTMLInputElement).type === "text") ||
        target.isContentEditable ||
        target.tagName === "TEXTAREA" ||
        target.tagName === "SELECT"; // its own letters choose among its options
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
      const other = VIEWS.find((one) => one.key === event.key);
      if (event.key === "/") document.getElementById("search")?.focus();
      else if (event.key === "f") setFiltering((now) => !now);
      else if (event.key === "Escape") {
        if (matchMedia("(max-width: 61.9rem)").matches && filtering) setFiltering(false);
        else if (app.state.value.selected) app.select("", { open: false });
        else return;
      } else if (other) app.go({ view: other.id }, { say: other.title });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [app, filtering]);

  const Main = view.component;
  return (
    <AppContext.Provider value={app}>
      <button type="button" class="skip" onClick={() => document.getElementById("dossier")?.focus()}>
        Skip to the text
      </button>
      <header>
        <h1 dir="auto">{app.index.data.title}</h1>
        <Search />
        <nav aria-label="Views">
          {VIEWS.map((one) => (
            <button
              key={one.id}
              type="button"
              title={`${one.hint} (${one.key})`}
              aria-current={one === view ? "page" : undefined}
              onClick={() => app.go({ view: one.id }, { say: one.title })}
            >
              {one.title}
            </button>
          ))}
        </nav>
        <select
          class="views"
          aria-label="View"
          value={view.id}
          onChange={(event) => app.go({ view: event.currentTarget.value })}
        >
          {VIEWS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
        <div class="buttons">
          <button
            type="button"
            aria-expanded={filtering}
            aria-controls="filters"
            title="f"
            onClick={() => setFiltering(!filtering)}
          >
            Filters{on ? ` (${on})` : ""}
          </button>
          <Share />
          <Theme app={app} />
        </div>
      </header>
      <div
        class={`body of-${view.id}${filtering ? " filtering" : ""}${selected ? " chosen" : ""}${lowered ? " lowered" : ""}`}
      >
        {filtering ? <FilterPanel /> : null}
        <main>
          <Unknown />
          <div class="view">
            {view.early ? (
              <Main />
            ) : (
              <Whole>
                <Main />
              </Whole>
            )}
          </div>
          {view.timed ? <TimeBar /> : null}
        </main>
        <Dossier lowered={lowered} onLower={() => setLowered(!lowered)} />
      </div>
      <p class="unseen" role="status" aria-live="polite">
        {said.value}
      </p>
    </AppContext.Provider>
  );
}

/** An old or a mistyped address: what it names in vain is said, the rest is shown. */
function Unknown() {
  const { unknown } = useApp();
  const names = unknown.value;
  if (!names.length) return null;
  const listed = names.slice(0, 3).join(", ");
  return (
    <p class="notice" role="alert">
      This address names what this graph does not have:{" "}
      <b dir="auto">
        {listed}
        {names.length > 3 ? ` and ${names.length - 3} more` : ""}
      </b>
      .{" "}
      <button
        type="button"
        onClick={() => {
          unknown.value = [];
        }}
      >
        Close
      </button>
    </p>
  );
}

function Theme({ app }: { app: App }) {
  const dark =
    app.theme.value === "dark" || (app.theme.value === "" && matchMedia("(prefers-color-scheme: dark)").matches);
  return (
    <button
      type="button"
      aria-pressed={dark}
      aria-label="Dark"
      title="Light or dark"
      onClick={() => {
        app.go({ theme: dark ? "light" : "dark" }, { step: false });
      }}
    >
      {dark ? "☾" : "☀"}
    </button>
  );
}
