// The table: every statement as a row, under the same filters; the graph's twin for those who read or listen.

import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { labelOf } from "../index.ts";
import type { Edge } from "../payload.ts";
import { useOffer } from "../share/offers.ts";
import { plain } from "../spelling.ts";
import { holds, sorted, type Window, windowOf } from "../tablerows.ts";
import { useApp } from "../ui/context.ts";
import { Go, Page, VoiceLine } from "../ui/marks.tsx";
import { SortHead } from "../ui/sorthead.tsx";
import { count, voiceWords } from "../words.ts";

/** From so many rows on only those near to where one looks stand in the page, of about this height before it is known. */
const MANY = 400;
const ROW = 40;

const COLUMNS = [
  { id: "subject", label: "Subject" },
  { id: "relation", label: "Relation" },
  { id: "object", label: "Object" },
  { id: "date", label: "Date" },
  { id: "voice", label: "Voice" },
  { id: "page", label: "Page" },
] as const;

export function TableView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected, open } = state.value;
  const words = own["table.find"] ?? "";
  const [column = "", way = ""] = (own["table.sort"] ?? "").split("-");
  const mine = own["table.of"] === "1" && index.nodes.has(selected);
  const rows = useMemo(() => {
    const near = new Set(
      (mine ? [...(index.touching.get(selected) ?? []), ...(index.naming.get(selected) ?? [])] : []).map(
        (edge) => edge.id,
      ),
    );
    const wanted = plain(words);
    const list = index.data.edges.filter(
      (edge) => shown.value.edges.has(edge.id) && (!mine || near.has(edge.id)) && holds(edge, wanted),
    );
    return sorted(index, list, column, way === "down");
  }, [index, shown.value, words, column, way, mine, selected]);
  const box = useRef<HTMLDivElement>(null);
  const [part, row] = usePart(box, rows);

  useOffer({ statements: () => [...rows] });

  const keep = (name: string, value: string): void =>
    app.go((now) => ({ own: { ...now.own, [`table.${name}`]: value } }), { step: false });
  const sortBy = (id: string): void => {
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
      <div class="scroll" ref={box} tabIndex={0}>
        <table aria-rowcount={rows.length + 1}>
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
            <Gap rows={part.first} high={row} />
            {rows.slice(part.first, part.last).map((edge, i) => (
              <tr key={edge.id} aria-rowindex={part.first + i + 2} class={edge.id === selected ? "here" : ""}>
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
            <Gap rows={rows.length - part.last} high={row} />
          </tbody>
        </table>
        {rows.length ? null : <p class="none">No statement passes the filters.</p>}
      </div>
    </section>
  );
}

/** The room of rows that are not in the page. */
function Gap({ rows, high }: { rows: number; high: number }) {
  return rows > 0 ? (
    <tr class="gap">
      <td colSpan={COLUMNS.length} style={{ height: `${rows * high}px` }} />
    </tr>
  ) : null;
}

/** Which rows are in the page, and how high a row is on average; printed are as many as are there. */
function usePart(box: RefObject<HTMLDivElement | null>, rows: readonly Edge[]): [Window, number] {
  const [{ top, high, row }, setPlace] = useState({ top: 0, high: 900, row: ROW });
  const all = rows.length <= MANY;
  const part = all ? { first: 0, last: rows.length } : windowOf(top, high, row, rows.length);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || all) return undefined;
    element.scrollTop = 0;
    const made = [...element.querySelectorAll<HTMLElement>("tbody tr:not(.gap)")];
    const [head, tail] = [made[0]?.getBoundingClientRect(), made.at(-1)?.getBoundingClientRect()];
    const average = head && tail && tail.bottom > head.top ? (tail.bottom - head.top) / made.length : ROW;
    setPlace({ top: 0, high: element.clientHeight, row: average });
    const scrolled = (): void =>
      setPlace((now) => {
        const near = windowOf(element.scrollTop, element.clientHeight, now.row, rows.length, 10);
        const here = windowOf(now.top, now.high, now.row, rows.length);
        const enough = near.first >= here.first && near.last <= here.last;
        return enough ? now : { ...now, top: element.scrollTop, high: element.clientHeight };
      });
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => element.removeEventListener("scroll", scrolled);
  }, [box, rows, all]);
  return [part, row];
}
