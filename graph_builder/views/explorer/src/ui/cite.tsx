// "Cite this": the record and the pages it rests on, in three formats, to copy.

import { useState } from "preact/hooks";
import { cite, FORMATS, type Format } from "../citing.ts";
import { useApp } from "./context.ts";

/** Copies by selecting the text in a field of its own; then the focus goes back to where it was. */
function copyBySelecting(text: string): boolean {
  const before = document.activeElement as HTMLElement | null;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  // Beside the focus, so that nothing takes it for leaving.
  (before?.parentElement ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
}

export async function copy(text: string): Promise<boolean> {
  // Within the page of others the clipboard is mostly forbidden, and asking for it is an error in the console.
  if (self !== top) return copyBySelecting(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelecting(text);
  }
}

export function CopyButton({ text, label, class: name }: { text: () => string; label: string; class?: string }) {
  const app = useApp();
  const [done, setDone] = useState("");
  const click = async (): Promise<void> => {
    const copied = await copy(text());
    setDone(copied ? "Copied" : "Not allowed here");
    app.say(copied ? "Copied" : "The browser does not allow copying here");
    setTimeout(() => setDone(""), 2000);
  };
  return (
    <button type="button" class={name} onClick={click}>
      {done || label}
    </button>
  );
}

export function CiteThis({ id }: { id: string }) {
  const { index } = useApp();
  const [format, setFormat] = useState<Format>("chicago");
  const [open, setOpen] = useState(false);
  const text = open ? cite(index, id, format) : "";
  return (
    <details class="cite" onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary>Cite this</summary>
      <div class="bar">
        <fieldset class="choice">
          <legend class="unseen">Format</legend>
          {FORMATS.map(({ id: one, label }) => (
            <label key={one}>
              <input type="radio" name="cite-format" checked={format === one} onChange={() => setFormat(one)} />
              {label}
            </label>
          ))}
        </fieldset>
        <CopyButton text={() => cite(index, id, format)} label="Copy" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <pre tabIndex={0} dir="auto">
        {text}
      </pre>
    </details>
  );
}
