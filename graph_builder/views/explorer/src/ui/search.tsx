// The search box: results as you type, things by kind, then statements; a combobox as ARIA describes it.

import { useMemo, useRef, useState } from "preact/hooks";
import type { Found } from "../search.ts";
import { useApp } from "./context.ts";
import { KindIcon, VoiceLine } from "./marks.tsx";

interface Group {
  title: string;
  rows: Found[];
}

export function Search() {
  const app = useApp();
  const { index } = app;
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const whole = app.whole.value;
  const asked = query.trim() !== "" && whole;
  const ready = asked ? app.finder().ready.value : 0;
  const groups = useMemo(() => groupsOf(asked ? app.finder().find(query) : []), [query, asked, app, ready]);
  const rows = groups.flatMap((group) => group.rows);
  const here = Math.min(at, rows.length - 1);

  function groupsOf(found: Found[]): Group[] {
    const made = new Map<string, Found[]>();
    for (const row of found) {
      const node = row.what === "thing" ? index.nodes.get(row.id) : undefined;
      const title = node ? (index.kinds.get(node.kind)?.label ?? node.kind) : "Statements";
      const list = made.get(title) ?? [];
      if (list.length < (node ? 7 : 6)) list.push(row);
      made.set(title, list);
    }
    const statements = made.get("Statements");
    made.delete("Statements");
    if (statements) made.set("Statements", statements);
    return [...made].map(([title, list]) => ({ title, rows: list }));
  }

  function choose(row: Found | undefined): void {
    if (!row) return;
    setOpen(false);
    setQuery("");
    app.select(row.id, { focus: true });
  }

  function key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt((here + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % Math.max(1, rows.length));
    } else if (event.key === "Enter") choose(rows[here]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (open && query) setOpen(false);
      else box.current?.blur();
      setQuery("");
    }
  }

  const shown = open && query.trim() !== "";
  return (
    <search class="search">
      <input
        id="search"
        ref={box}
        type="text"
        role="combobox"
        aria-label="Find a person, event or idea"
        aria-expanded={shown}
        aria-controls="results"
        aria-autocomplete="list"
        aria-activedescendant={shown && rows.length ? `result-${here}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder="Find a person, event, idea…"
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={key}
        onFocus={() => {
          if (whole) app.finder();
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
      <div id="results" role="listbox" aria-label="Found" hidden={!shown} tabIndex={-1}>
        {shown && !rows.length ? (
          <p class="none">{whole ? "Nothing found. Try another spelling." : "The statements are being read…"}</p>
        ) : null}
        {rows[0]?.near ? <p class="none">Nothing is spelled so. Near it:</p> : null}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group within a listbox
          <div key={group.title} role="group" aria-label={group.title}>
            <p class="group" aria-hidden="true">
              {group.title}
            </p>
            {group.rows.map((row) => {
              const i = rows.indexOf(row);
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, see aria-activedescendant
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's
                <div
                  key={row.id}
                  id={`result-${i}`}
                  role="option"
                  aria-selected={i === here}
                  class={row.what}
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => setAt(i)}
                  onClick={() => choose(row)}
                >
                  <Result row={row} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </search>
  );
}

function Result({ row }: { row: Found }) {
  const { index } = useApp();
  if (row.what === "statement") {
    const edge = index.edges.get(row.id)!;
    return (
      <>
        <VoiceLine voice={edge.voice} />
        <span dir="auto">{edge.sentence}</span>
      </>
    );
  }
  const node = index.nodes.get(row.id)!;
  return (
    <>
      <KindIcon kind={node.kind} />
      <span dir="auto">
        {node.label}
        {row.through ? <small> {row.through}</small> : null}
      </span>
      <small>{node.degree || ""}</small>
    </>
  );
}
