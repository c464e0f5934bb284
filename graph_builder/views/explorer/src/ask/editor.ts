// The editor: CodeMirror in a shadow root, where its styles are sheets and not elements, which the page's policy forbids.

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import type { Offer } from "./terms.ts";

export interface Editor {
  text(): string;
  /** Puts in another text, as from the address; not reported as a change. */
  set(text: string): void;
  /** Marks a piece, and puts the cursor there where the keyboard is in the editor; -1 for nothing. */
  mark(from: number, to: number): void;
  focus(at?: number): void;
  end(): void;
}

interface Options {
  text: string;
  label: string;
  change(text: string): void;
  run(): void;
  offers(word: string, query: string): Offer[];
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--sparql-word)", fontWeight: "600" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--sparql-variable)" },
  { tag: tags.string, color: "var(--sparql-text)" },
  { tag: [tags.integer, tags.float, tags.number, tags.bool], color: "var(--sparql-number)" },
  { tag: [tags.url, tags.namespace, tags.typeName], color: "var(--sparql-name)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.9rem", minHeight: "0" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace",
    lineHeight: "1.5",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.4rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--raised)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)" },
  ".cm-fault": {
    textDecoration: "underline wavy var(--sparql-fault) 2px",
    backgroundColor: "color-mix(in srgb, var(--sparql-fault) 18%, transparent)",
  },
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--muted)",
    borderRadius: "0.4rem",
    boxShadow: "0 8px 28px rgb(0 0 0 / 0.3)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "inherit",
    maxHeight: "14rem",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--paper)", background: "var(--accent)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit", marginLeft: "0.8em" },
  ".cm-completionInfo": { padding: "0.3rem 0.6rem", maxWidth: "20rem", fontSize: "0.85rem" },
});

const setFault = StateEffect.define<{ from: number; to: number } | null>();
const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setFault)) continue;
      const place = effect.value;
      now = place
        ? Decoration.set([Decoration.mark({ class: "cm-fault" }).range(place.from, place.to)])
        : Decoration.none;
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function editorIn(host: HTMLElement, options: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let quiet = false;

  function complete(context: CompletionContext): CompletionResult | null {
    const word = context.matchBefore(/[?$]\w*|[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const offers = options.offers(word.text, context.state.doc.toString());
    return {
      from: word.from,
      filter: false,
      options: offers.map(({ label, detail, info, type }) => ({
        label,
        detail,
        type,
        ...(info ? { info } : {}),
      })),
    };
  }

  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        autocompletion({ override: [complete], icons: false }),
        sparql(),
        syntaxHighlighting(colours),
        look,
        faults,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          tabindex: "0",
          spellcheck: "false",
          autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) options.change(update.state.doc.toString());
        }),
        // Typed over a selection by the browser itself, text would get style attributes, which the policy complains of.
        EditorView.domEventHandlers({
          beforeinput(event, target) {
            const typed = event.inputType === "insertText" && !event.isComposing ? event.data : null;
            if (!typed || target.state.selection.main.empty) return false;
            event.preventDefault();
            target.dispatch(target.state.replaceSelection(typed), { userEvent: "input.type", scrollIntoView: true });
            return true;
          },
        }),
        keymap.of([
          {
            key: "Mod-Enter",
            run: () => {
              options.run();
              return true;
            },
          },
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
      ],
    }),
  });
  // The page's own keys are not for what is typed here; seen from outside, every key comes from the host.
  const own = (event: Event): void => event.stopPropagation();
  root.addEventListener("keydown", own);

  return {
    text: () => view.state.doc.toString(),
    set(text) {
      if (text === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      quiet = false;
    },
    mark(from, to) {
      const { length } = view.state.doc;
      const begin = Math.min(from, Math.max(0, length - 1));
      const place = from >= 0 && length ? { from: begin, to: Math.max(begin + 1, Math.min(to, length)) } : null;
      const effects = [setFault.of(place), ...(place ? [EditorView.scrollIntoView(place.from, { y: "center" })] : [])];
      view.dispatch({ effects });
    },
    focus(at) {
      if (at !== undefined && at >= 0)
        view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
    end() {
      root.removeEventListener("keydown", own);
      view.destroy();
    },
  };
}
