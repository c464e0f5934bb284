// The table: every statement as a row, under the same filters; the graph's twin for those who read or listen.

import { useMemo, useState } from "preact/hooks";
import { labelOf } from "../index.ts";
import type { Edge } from "../payload.ts";
import { useOffer } from "../share/offers.ts";
import { plain } from "../spelling.ts";
import { useApp } from "../ui/context.ts";
import { Go, Page, VoiceLine } from "../ui/marks.tsx";
import { SortHead } from "../ui/sorthead.tsx";
import { count, voiceWords } from "../words.ts";

const PIECE = 200;

const COLUMNS = [
  { id: "subject", label: "Subject" },
  { id: "relation", label: "Relation" },
  { id: "object", label: "Object" },
  { id: "date", label: "Date" },
  { id: "voice", label: "Voice" },
  { id: "page", label: "Page" },
] as const;
type Column = (typeof COLUMNS)[number]["id"];

export function TableView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected, open } = state.value;
  const words = own["table.find"] ?? "";
  const [column = "", way = ""] = (own["table.sort"] ?? "").split("-");
  const mine = own["table.of"] === "1" && index.nodes.has(selected);
  const [most, setMost] = useState(PIECE);

  const rows = useMemo(() => {
    const near = new Set(
      (mine ? [...(index.touching.get(selected) ?? []), ...(index.naming.get(selected) ?? [])] : []).map(
        (edge) => edge.id,
      ),
    );
    const wanted = plain(words);
    const list = index.data.edges.filter(
      (edge) =>
        shown.value.edges.has(edge.id) &&
        (!mine || near.has(edge.id)) &&
        (!wanted || plain(edge.sentence).includes(wanted)),
    );
    return sorted(list, column as Column, way === "down");
  }, [index, shown.value, words, column, way, mine, selected]);

  useOffer({ statements: () => rows });

  function sorted(list: Edge[], by: Column, down: boolean): Edge[] {
    const order = new Intl.Collator("en", { numeric: true });
    const key: Record<Column, (edge: Edge) => string> = {
      subject: (edge) => labelOf(index, edge.from),
      relation: (edge) => edge.label,
      object: (edge) => labelOf(index, edge.to),
      date: (edge) => (edge.when ? edge.when.earliest || "0" : "\uffff"),
      voice: (edge) => edge.voice,
      page: (edge) => edge.passage,
    };
    const of = key[by];
    if (!of) return list;
    const compare = by === "date" ? (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0) : order.compare;
    const made = [...list].sort((a, b) => compare(of(a), of(b)));
    return down ? made.reverse() : made;
  }
  const keep = (name: string, value: string): void =>
    app.go((now) => ({ own: { ...now.own, [`table.${name}`]: value } }), { step: false });
  const sortBy = (id: Column): void => {
    const next = column !== id ? `${id}-up` : way === "up" ? `${id}-down` : "";
    keep("sort", next);
    app.say(next ? `Sorted by ${next.replace("-", ", ")}` : "In order of time");
  };

  return (
    <section class="tableview" aria-label="Table of statements">
      <div class="bar">
        <label>
          Only with the words{" "}
          <input type="text" value={words} onInput={(event) => keep("find", event.currentTarget.value)} />
        </label>
        {index.nodes.has(selected) ? (
          <label>
            <input type="checkbox" checked={mine} onChange={() => keep("of", mine ? "" : "1")} /> only of{" "}
            {labelOf(index, selected)}
          </label>
        ) : null}
        <span class="status">
          {count(rows.length, "statement")}
          {open.length || rows.length === index.data.edges.length
            ? ""
            : ` of ${index.data.edges.length.toLocaleString("en")}`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <div class="scroll" tabIndex={0}>
        <table>
          <caption class="unseen">Statements{mine ? ` of ${labelOf(index, selected)}` : ""}</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ id, label }) => (
                <SortHead
                  key={id}
                  label={label}
                  way={column === id ? (way === "down" ? "down" : "up") : ""}
                  sort={() => sortBy(id)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((edge) => (
              <tr key={edge.id} class={edge.id === selected ? "here" : ""}>
                <td>
                  <Go id={edge.from} />
                </td>
                <td class={edge.voice}>
                  <Go id={edge.id}>{edge.label}</Go>
                </td>
                <td>
                  <Go id={edge.to} />
                </td>
                <td dir="auto">{edge.when?.words ?? "undated"}</td>
                <td>
                  <VoiceLine voice={edge.voice} /> {voiceWords(index, edge)}
                </td>
                <td>
                  <Page citation={edge.citation} url={edge.url} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > most ? (
          <button type="button" class="rest" onClick={() => setMost(most + 1000)}>
            Show {Math.min(1000, rows.length - most)} more
          </button>
        ) : null}
        {rows.length ? null : <p class="none">No statement passes the filters.</p>}
      </div>
    </section>
  );
}
