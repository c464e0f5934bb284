// Two to four outlooks side by side: what each expects, hopes, fears and denies of the same thing, and where the text is
// silent.  Narrow rooms get the same rows one below the other.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { chosen, compared, contrasted, contrasts, joined, MOST, type Verdict } from "../compare.ts";
import { comparisonCsv, HIDDEN, SILENT } from "../comparecsv.ts";
import { comparisonSvg, titleOf } from "../comparesvg.ts";
import { labelOf } from "../index.ts";
import { heldIn, outlooksOf, shortNames } from "../outlooks.ts";
import type { Edge } from "../payload.ts";
import { blobOf, save } from "../share/files.ts";
import { useOffer } from "../share/offers.ts";
import { leftOut } from "../share/told.ts";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import type { Sides } from "./comparecell.tsx";
import { Author, Grid, Stacked, Tabs } from "./comparerows.tsx";

const SHOWS = [
  { id: "", label: "Everything", of: () => true },
  { id: "shared", label: "Two or more speak of it", of: (verdict: Verdict) => verdict !== "alone" },
  {
    id: "differ",
    label: "Only where they differ",
    of: (verdict: Verdict) => verdict === "contradiction" || verdict === "difference",
  },
] as const;

const NARROW = 46;

export function CompareView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own } = state.value;
  const all = useMemo(() => outlooksOf(index).sort((a, b) => (a.label < b.label ? -1 : 1)), [index]);
  const asked = own["compare.of"] ?? "";
  const ids = useMemo(() => joined(index, chosen(index, asked)), [index, asked]);
  const show = SHOWS.find((one) => one.id === own["compare.show"]) ?? SHOWS[0];
  const box = useRef<HTMLElement>(null);
  const narrow = useNarrow(box);

  const made = useMemo(() => {
    const rows = compared(index, ids, (edge) => shown.value.edges.has(edge.id));
    const whole = new Map(compared(index, ids).map((row) => [row.id, row]));
    const held = ids.flatMap((id) => heldIn(index, id));
    return { rows, whole, hidden: held.filter((edge) => !shown.value.edges.has(edge.id)).length };
  }, [index, shown.value, ids.join()]);
  const rows = made.rows.filter((row) => show.of(row.verdict));
  const names = shortNames(index, ids);
  const one = narrow ? ids.indexOf(own["compare.one"] ?? "") : -1;
  const keep = (values: Record<string, string>, say = ""): void =>
    app.go((now) => ({ own: { ...now.own, ...values } }), { say });
  const choose = (list: readonly string[]): void => {
    const words = [...shortNames(index, list).values()].join(", ");
    keep({ "compare.of": list.join(), "compare.one": "" }, `Comparing ${words}`);
  };
  const sides: Sides = {
    ids,
    names,
    all,
    choose,
    silent: (row, i) => (made.whole.get(row.id)?.cells[i]?.length ? HIDDEN : SILENT),
  };
  const common = [...made.whole.values()].some((row) => row.verdict !== "alone");
  const statements = (): Edge[] => {
    const said = one < 0 ? rows.flatMap((row) => row.cells.flat()) : rows.flatMap((row) => row.cells[one]!);
    const seen = new Set([...said, ...contrasts(index, ids)]);
    return index.data.edges.filter((edge) => seen.has(edge) && shown.value.edges.has(edge.id));
  };
  useOffer({
    statements,
    things: () => [...ids, ...rows.map((row) => row.id)],
    drawing: () =>
      rows.length
        ? {
            title: titleOf(index, ids),
            svg: (measure) =>
              comparisonSvg(
                index,
                { ids, rows, silent: sides.silent, left: leftOut(index, state.value) },
                statements(),
                measure,
              ),
          }
        : null,
  });
  const download = (): void => {
    save("comparison.csv", blobOf(comparisonCsv(index, ids, rows, sides.silent), "text/csv"));
    app.say("CSV of the comparison saved");
  };

  const letters = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement && event.key.length === 1) event.stopPropagation();
  };

  if (all.length < 2) return <p class="none">The text gives fewer than two outlooks; there is nothing to compare.</p>;
  const total = (of: (verdict: Verdict) => boolean): number => made.rows.filter((row) => of(row.verdict)).length;
  return (
    <section
      class={`compareview${narrow ? " narrow" : ""}`}
      aria-label="Compare outlooks"
      ref={box}
      onKeyDown={letters}
    >
      <div class="bar">
        {ids.length < MOST && all.length > ids.length ? (
          <select
            aria-label="Add an outlook"
            value=""
            onChange={(event) => choose([...ids, event.currentTarget.value])}
          >
            <option value="">Add an outlook…</option>
            {all
              .filter((node) => !ids.includes(node.id))
              .map((node) => (
                <option key={node.id} value={node.id}>
                  {node.label}
                </option>
              ))}
          </select>
        ) : null}
        <Sets current={ids} onChoose={choose} />
        <Selected current={ids} onChoose={choose} />
        <fieldset class="choice">
          <legend class="unseen">Rows</legend>
          {SHOWS.map((row) => (
            <label key={row.id}>
              <input
                type="radio"
                name="compare-show"
                checked={row === show}
                onChange={() => keep({ "compare.show": row.id }, row.label)}
              />
              {row.label} <small>{total(row.of)}</small>
            </label>
          ))}
        </fieldset>
        <button type="button" onClick={download}>
          CSV
        </button>
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <div class="scroll" tabIndex={0}>
        {made.hidden ? (
          <p class="notice">
            {count(made.hidden, "statement")} of these outlooks {made.hidden === 1 ? "is" : "are"} hidden by the
            filters.
          </p>
        ) : null}
        {rows.length && !common ? (
          <p class="notice">They have nothing in common: the text lets no two of them speak of the same thing.</p>
        ) : null}
        {narrow ? (
          <>
            <Tabs sides={sides} one={one} onPick={(id) => keep({ "compare.one": id })} />
            <Stacked rows={rows} sides={sides} one={one} />
          </>
        ) : (
          <Grid rows={rows} sides={sides} />
        )}
        {rows.length ? null : (
          <p class="none">No row: {show.id ? "try “Everything”" : "the filters hide all statements"}.</p>
        )}
        <Author ids={ids} />
      </div>
    </section>
  );
}

/** Whether the room is too narrow for columns, in rem of its own width. */
function useNarrow(box: { current: HTMLElement | null }): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia("(max-width: 47.5rem)").matches);
  useEffect(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0 && !matchMedia("print").matches)
        setNarrow(entry.contentRect.width < NARROW * rem);
    });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [box]);
  return narrow;
}

/** The sets that the text itself sets against one another. */
function Sets({ current, onChoose }: { current: readonly string[]; onChoose: (ids: readonly string[]) => void }) {
  const { index } = useApp();
  const sets = useMemo(() => contrasted(index), [index]);
  if (!sets.length) return null;
  const key = (ids: readonly string[]): string => [...ids].sort().join();
  const here = sets.findIndex((set) => key(set) === key(current));
  return (
    <select
      aria-label="Sets that the text itself contrasts"
      value={here < 0 ? "" : String(here)}
      onChange={(event) => {
        const set = sets[Number(event.currentTarget.value)];
        if (event.currentTarget.value && set) onChoose(set);
      }}
    >
      <option value="">Sets in the text…</option>
      {sets.map((set, i) => (
        <option key={key(set)} value={String(i)}>
          {[...shortNames(index, set).values()].join(" / ")}
        </option>
      ))}
    </select>
  );
}

/** Brings in what is selected: an outlook, or those of the selected actor. */
function Selected({ current, onChoose }: { current: readonly string[]; onChoose: (ids: readonly string[]) => void }) {
  const { index, state } = useApp();
  const { selected } = state.value;
  const node = index.nodes.get(selected);
  const held = useMemo(
    () =>
      outlooksOf(index)
        .filter((one) => one.holders.includes(selected))
        .map((one) => one.id),
    [index, selected],
  );
  if (node?.kind === "Outlook" && !current.includes(selected))
    return (
      <button
        type="button"
        onClick={() => onChoose(current.length < MOST ? [...current, selected] : [...current.slice(0, -1), selected])}
      >
        Add the selected
      </button>
    );
  const own = held.slice(0, MOST);
  if (own.length < 2 || own.every((id) => current.includes(id))) return null;
  return (
    <button type="button" onClick={() => onChoose(own)}>
      {own.length < held.length ? `${own.length} of the ${held.length}` : `The ${own.length}`} outlooks of{" "}
      {labelOf(index, selected)}
    </button>
  );
}
