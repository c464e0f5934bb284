// The state as a signal, the address as its mirror, and what follows from it.  Everything that changes goes through `go`.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Shown, shownOf } from "./filters.ts";
import { type Index, indexOf, labelOf } from "./index.ts";
import type { ExplorerPayload } from "./payload.ts";
import { type Finder, finderOf } from "./search.ts";
import { fromHash, START, type State, toHash } from "./state.ts";

export interface Licence {
  name: string;
  version: string;
  licence: string;
  homepage: string;
  text: string;
}

export interface GoOptions {
  /** Whether this is a step that "back" takes back.  Moving a slider is none. */
  step?: boolean;
  /** What a screen reader says. */
  say?: string;
}

export interface App {
  index: Index;
  licences: readonly Licence[];
  state: ReadonlySignal<State>;
  shown: ReadonlySignal<Shown>;
  /** The thing or statement under the pointer. */
  hover: Signal<string>;
  said: ReadonlySignal<string>;
  theme: Signal<"" | "light" | "dark">;
  /** Whether the selected thing's text shall get the keyboard focus. */
  focusDossier: Signal<number>;
  go(change: Partial<State> | ((state: State) => Partial<State>), options?: GoOptions): void;
  /** Selects a thing or statement; a thing is also opened in the graph.  "" selects nothing. */
  select(id: string, options?: { focus?: boolean; open?: boolean; grow?: boolean }): void;
  say(text: string): void;
  finder(): Finder;
}

export function appOf(data: ExplorerPayload, licences: readonly Licence[], start = ""): App {
  const index = indexOf(data);
  const state = signal<State>(fromHash(location.hash || start));
  const said = signal("");
  const hover = signal("");
  const focusDossier = signal(0);
  const theme = signal<"" | "light" | "dark">("");
  let finder: Finder | undefined;
  let own = location.hash;

  function remember(step: boolean): void {
    const hash = toHash(state.value);
    own = hash ? `#${hash}` : "";
    if (own === location.hash) return;
    try {
      // A frame without an address of its own (about:srcdoc) does without.
      const address = own || location.href.replace(/#.*$/, "");
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // not allowed here
    }
  }

  const app: App = {
    index,
    licences,
    state,
    shown: computed(() => shownOf(index, state.value.filters)),
    hover,
    said,
    theme,
    focusDossier,
    go(change, { step = true, say } = {}) {
      const more = typeof change === "function" ? change(state.value) : change;
      state.value = { ...state.value, ...more };
      remember(step);
      if (say) said.value = say;
    },
    select(id, { focus = false, open = true, grow = false } = {}) {
      const known = index.nodes.has(id) || index.edges.has(id);
      const thing = index.nodes.has(id);
      const before = state.value;
      const opened = !thing || !open ? before.open : grow ? [...new Set([...before.open, id])] : [id];
      const hidden = before.hidden.filter((one) => one !== id);
      app.go({
        selected: known ? id : "",
        open: known ? opened : before.open,
        all: thing && open ? false : before.all,
        hidden,
      });
      hover.value = "";
      if (focus) focusDossier.value++;
      const statements = index.touching.get(id)?.length ?? 0;
      said.value = !known
        ? "Nothing selected"
        : thing
          ? `${labelOf(index, id)}, ${statements} statements`
          : (index.edges.get(id)?.sentence ?? "");
    },
    say(text) {
      said.value = text;
    },
    finder() {
      finder ??= finderOf(index);
      return finder;
    },
  };

  const reread = (): void => {
    if (location.hash === own) return;
    own = location.hash;
    state.value = fromHash(location.hash);
    said.value = state.value.selected ? `${labelOf(index, state.value.selected)} selected` : "Back to where you were";
  };
  addEventListener("popstate", reread);
  addEventListener("hashchange", reread);

  effect(() => {
    const { value } = theme;
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
  });
  return app;
}

export { START };
