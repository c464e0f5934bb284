// The state as a signal, the address as its mirror, and what follows from it.  Everything that changes goes through `go`.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Shown, shownOf } from "./filters.ts";
import { type Index, indexOf, labelOf } from "./index.ts";
import { known } from "./known.ts";
import type { Data } from "./load.ts";
import { type Finder, finderOf } from "./search.ts";
import { filterCount, fromHash, type State, type Theme, toHash } from "./state.ts";
import { count } from "./words.ts";

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
  /** Whether all of the page has been read; until then there are shapes and lines, and no sentences. */
  whole: ReadonlySignal<boolean>;
  /** All of the page has been read now. */
  complete(): void;
  licences: readonly Licence[];
  state: ReadonlySignal<State>;
  shown: ReadonlySignal<Shown>;
  /** The thing or statement under the pointer. */
  hover: Signal<string>;
  said: ReadonlySignal<string>;
  theme: ReadonlySignal<Theme>;
  /** What the address names and this graph does not have. */
  unknown: Signal<string[]>;
  /** Whether the selected thing's text shall get the keyboard focus. */
  focusDossier: Signal<number>;
  go(change: Partial<State> | ((state: State) => Partial<State>), options?: GoOptions): void;
  /** Selects a thing or statement; a thing is also opened in the graph.  "" selects nothing. */
  select(id: string, options?: { focus?: boolean; open?: boolean; grow?: boolean }): void;
  say(text: string): void;
  finder(): Finder;
}

/** Browsers take no more than so many addresses a second (Chromium: 200 in 30 s); a slider makes more.  Milliseconds. */
const PAUSE = 200;

export function appOf(data: Data, licences: readonly Licence[], start = ""): App {
  const index = indexOf(data);
  const first = known(index, fromHash(location.hash || start));
  const state = signal<State>(first.state);
  const unknown = signal(first.unknown);
  const whole = signal(data.whole);
  const said = signal("");
  const hover = signal("");
  const focusDossier = signal(0);
  const theme = computed(() => state.value.theme);
  // What is shown is worked out anew only when the filters are others.
  const filters = computed(() => state.value.filters);
  let finder: Finder | undefined;
  let own = location.hash;
  let written = 0;
  let waiting = 0;

  /** The address of the state; a page that does not start at the start has one for that, too. */
  const address = (): string => {
    const hash = toHash(state.value);
    return hash ? `#${hash}` : start ? "#view=graph" : "";
  };

  function write(step: boolean): void {
    clearTimeout(waiting);
    waiting = 0;
    written = performance.now();
    own = address();
    if (own === location.hash) return;
    try {
      // A frame without an address of its own (about:srcdoc) does without.
      const whole = own || location.href.replace(/#.*$/, "");
      if (step) history.pushState(null, "", whole);
      else history.replaceState(null, "", whole);
    } catch {
      // not allowed here
    }
  }

  /** Changes that are no steps come thick and fast: the last of them is written after a pause. */
  function remember(): void {
    if (waiting) return;
    const left = written + PAUSE - performance.now();
    if (left <= 0) write(false);
    else waiting = window.setTimeout(() => write(false), left);
  }

  const app: App = {
    index,
    licences,
    state,
    whole,
    complete: () => {
      whole.value = true;
    },
    shown: computed(() => {
      // A filter may ask what a statement mentions.
      void (filterCount(filters.value) > 0 && whole.value);
      return shownOf(index, filters.value);
    }),
    hover,
    said,
    theme,
    unknown,
    focusDossier,
    go(change, { step = true, say } = {}) {
      const more = typeof change === "function" ? change(state.value) : change;
      if (step && waiting) write(false);
      state.value = { ...state.value, ...more };
      if (step) write(true);
      else remember();
      if (say) said.value = say;
    },
    select(id, { focus = false, open = true, grow = false } = {}) {
      const there = index.nodes.has(id) || index.edges.has(id);
      const thing = index.nodes.has(id);
      const before = state.value;
      const opened = !thing || !open ? before.open : grow ? [...new Set([...before.open, id])] : [id];
      const hidden = before.hidden.filter((one) => one !== id);
      app.go({
        selected: there ? id : "",
        open: there ? opened : before.open,
        all: thing && open ? false : before.all,
        hidden,
        // Places in the picture of everything are no places in another.
        pins: before.all && thing && open ? {} : before.pins,
      });
      hover.value = "";
      if (focus) focusDossier.value++;
      const statements = index.touching.get(id)?.length ?? 0;
      said.value = !there
        ? "Nothing selected"
        : thing
          ? `${labelOf(index, id)}, ${count(statements, "statement")}`
          : (index.edges.get(id)?.sentence ?? "");
    },
    say(text) {
      said.value = text === said.value ? `${text}\u00a0` : text; // the same again is read only if it differs
    },
    finder() {
      finder ??= finderOf(index);
      return finder;
    },
  };

  const reread = (): void => {
    if (location.hash === own) return;
    clearTimeout(waiting);
    waiting = 0;
    own = location.hash;
    const read = known(index, fromHash(location.hash || start));
    // Going back does not bring back the light: who has made the room dark wants it dark.
    const same = JSON.stringify(read.state.filters) === JSON.stringify(filters.value);
    state.value = {
      ...read.state,
      filters: same ? filters.value : read.state.filters,
      theme: read.state.theme || theme.value,
    };
    unknown.value = read.unknown;
    if (theme.value !== read.state.theme) write(false);
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
