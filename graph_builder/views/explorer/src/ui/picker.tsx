// A small box that picks one thing by name.

import { useState } from "preact/hooks";
import { labelOf } from "../index.ts";
import { useApp } from "./context.ts";
import { KindIcon } from "./marks.tsx";

let number = 0;

export function Picker({ label, id, onPick }: { label: string; id: string; onPick: (id: string) => void }) {
  const app = useApp();
  const [name] = useState(() => `picker-${++number}`);
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const rows = query?.trim()
    ? app
        .finder()
        .find(query)
        .filter((row) => row.what === "thing")
        .slice(0, 8)
    : [];
  const here = Math.min(at, rows.length - 1);
  const pick = (one: string | undefined): void => {
    if (!one) return;
    setQuery(null);
    onPick(one);
  };
  const key = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? rows.length - 1 : 0;
    if (step && rows.length) setAt((here + step) % rows.length);
    else if (event.key === "Enter") pick(rows[here]?.id);
    else if (event.key === "Escape") setQuery(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="picker">
      <label for={name}>{label}</label>
      <input
        id={name}
        type="text"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${name}-list`}
        aria-autocomplete="list"
        aria-activedescendant={rows.length ? `${name}-${here}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder="a person, event, idea…"
        value={query ?? (id ? labelOf(app.index, id) : "")}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={key}
        onBlur={() => setQuery(null)}
      />
      <div id={`${name}-list`} role="listbox" aria-label={label} class="list" hidden={!rows.length} tabIndex={-1}>
        {rows.map((row, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, see aria-activedescendant
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's
          <div
            key={row.id}
            id={`${name}-${i}`}
            role="option"
            aria-selected={i === here}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(row.id)}
          >
            <KindIcon kind={app.index.nodes.get(row.id)!.kind} /> <span dir="auto">{labelOf(app.index, row.id)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
