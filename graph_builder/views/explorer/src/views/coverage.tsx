// Coverage: every page and paragraph of the sources, what it yielded by voice, and why where it yielded nothing.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Paragraph, paragraphsOf, type Sheet, said, sheetsOf, summary, totalsOf } from "../coverage.ts";
import { useOffer } from "../share/offers.ts";
import { relatedTo } from "../timeline.ts";
import { useApp } from "../ui/context.ts";
import { VoiceLine } from "../ui/marks.tsx";
import { count } from "../words.ts";
import { ParagraphText } from "./coverage_paragraph.tsx";

export function CoverageView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected } = state.value;
  const box = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => paragraphsOf(index, shown.value), [index, shown.value]);
  const sheets = useMemo(() => sheetsOf(index, paragraphs), [index, paragraphs]);
  const sums = totalsOf(paragraphs);
  const near = useMemo(() => relatedTo(index, selected), [index, selected]);
  const most = paragraphs.reduce((many, one) => Math.max(many, one.row.statements.length), 1);
  const at = paragraphs.findIndex((one) => one.row.id === own["coverage.at"]);
  const open = paragraphs[at];

  useOffer({ statements: () => (open ? open.edges : paragraphs.flatMap((one) => one.edges)) });

  const go = (id: string, say = ""): void => app.go((now) => ({ own: { ...now.own, "coverage.at": id } }), { say });
  useEffect(() => {
    box.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function key(event: KeyboardEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>("button[data-row]");
    if (!cell) return;
    const [row, column] = [Number(cell.dataset.row), Number(cell.dataset.column)];
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const cells = [...(box.current?.querySelectorAll<HTMLElement>("button[data-row]") ?? [])];
    const there = cells.filter((one) => Number(one.dataset.row) === row + step[0]);
    const next = step[0]
      ? there.sort(
          (a, b) => Math.abs(Number(a.dataset.column) - column) - Math.abs(Number(b.dataset.column) - column),
        )[0]
      : there.find((one) => Number(one.dataset.column) === column + step[1]);
    next?.focus();
  }

  let lines = 0;
  const sheetsWithRows = sheets.map((sheet) => {
    const first = lines;
    lines += sheet.pages.length;
    return { sheet, first };
  });
  return (
    <section class={`coverageview${open ? " opened" : ""}`} aria-label="Coverage">
      {/* biome-ignore lint/a11y/useSemanticElements: not a fieldset; arrow keys go from paragraph to paragraph */}
      <div class="cv-map scroll" ref={box} onKeyDown={key} role="group" aria-label="Pages and paragraphs">
        <p class="cv-sum">
          What each paragraph of the text has yielded: <b>{summary(sums)}.</b>
          {sums.shown === sums.yielded ? null : (
            <>
              {" "}
              {sums.held < sums.yielded ? `${sums.held.toLocaleString("en")} are in this part of the book; ` : ""}
              {sums.shown.toLocaleString("en")} pass the filters.
            </>
          )}
        </p>
        {open ? null : <p class="cv-sum">Choose a paragraph to read what it yielded, sentence by sentence.</p>}
        {paragraphs.length ? <Jump paragraphs={paragraphs} onGo={go} /> : null}
        <ul class="cv-key">
          {index.data.voices.map((voice) => (
            <li key={voice.id} title={voice.meaning}>
              <span class={`cv-swatch ${voice.id}`} aria-hidden="true" /> <VoiceLine voice={voice.id} /> {voice.label}:{" "}
              {paragraphs.reduce((all, one) => all + (one.voices.get(voice.id) ?? 0), 0).toLocaleString("en")}
            </li>
          ))}
          {near.size ? (
            <li>
              <span class="cv-dot" aria-hidden="true" /> speaks of what is selected
            </li>
          ) : null}
        </ul>
        <div class="cv-sheets">
          {sheetsWithRows.map(({ sheet, first }) => (
            <SheetTable
              key={sheet.id}
              sheet={sheet}
              first={first}
              most={most}
              near={near}
              at={open?.row.id ?? ""}
              onGo={go}
            />
          ))}
        </div>
        {paragraphs.length ? null : <p class="none">The sources of this graph name no paragraphs.</p>}
      </div>
      <div class="cv-text">
        {open ? (
          <ParagraphText
            paragraph={open}
            before={paragraphs[at - 1]?.row.id ?? ""}
            after={paragraphs[at + 1]?.row.id ?? ""}
            onGo={go}
          />
        ) : null}
      </div>
    </section>
  );
}

/** Opens the first paragraph of a page by its number. */
function Jump({ paragraphs, onGo }: { paragraphs: readonly Paragraph[]; onGo: (id: string, say?: string) => void }) {
  const { index } = useApp();
  const [missing, setMissing] = useState("");
  const far = (pick: (a: number, b: number) => number): number =>
    paragraphs.reduce((page, one) => pick(page, one.place.page), paragraphs[0]!.place.page);
  const jump = (event: Event): void => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget as HTMLFormElement).get("page")?.toString().trim() ?? "";
    const found = paragraphs.find((one) => String(one.place.page) === wanted);
    setMissing(found || !wanted ? "" : wanted);
    if (found) onGo(found.row.id, `${found.row.citation}: ${said(index, found)}`);
  };
  return (
    <form class="cv-jump" onSubmit={jump}>
      <label>
        Page <input type="text" name="page" inputMode="numeric" size={5} autocomplete="off" />
      </label>
      <button type="submit">Open</button>
      <span role="status">
        {missing ? `No paragraph of page ${missing} is here; pages run from ${far(Math.min)} to ${far(Math.max)}.` : ""}
      </span>
    </form>
  );
}

/** So many pages of a chapter are in the page at once. */
const PAGES = 60;

interface SheetProps {
  sheet: Sheet;
  /** The number of its first line among those of all sheets. */
  first: number;
  most: number;
  near: ReadonlySet<string>;
  at: string;
  onGo: (id: string) => void;
}

function SheetTable({ sheet, first, most, near, at, onGo }: SheetProps) {
  const { index } = useApp();
  // The pages shown begin with this one; the opened one is always among them.
  const [start, setStart] = useState(0);
  const opened = sheet.pages.findIndex((line) => line.cells.some((one) => one?.row.id === at));
  useEffect(() => {
    if (opened >= 0) setStart((now) => (opened >= now && opened < now + PAGES ? now : Math.max(0, opened - PAGES / 2)));
  }, [opened]);
  const begin = Math.max(0, Math.min(start, sheet.pages.length - PAGES));
  const shown = sheet.pages.slice(begin, begin + PAGES);
  const later = sheet.pages.length - begin - shown.length;
  const turn = (words: string, by: number) => (
    <tr class="cv-turn">
      <td colSpan={sheet.columns + 1}>
        <button type="button" onClick={() => setStart(Math.max(0, begin + by))}>
          {words}
        </button>
      </td>
    </tr>
  );
  const source = index.data.sources.find((one) => one.id === sheet.source);
  const { chapter } = sheet;
  const name = `${source?.short ?? sheet.source}${chapter ? `, chapter ${chapter.number}` : ""}`;
  const title = chapter?.section || chapter?.title || "";
  const sum = sheet.pages.reduce(
    (all, line) => all + line.cells.reduce((n, one) => n + (one?.edges.length ?? 0), 0),
    0,
  );
  return (
    <table class="cv-sheet" style={{ minWidth: `${2.7 * (sheet.columns + 1)}rem` }}>
      <caption dir="auto">
        {name}
        {title ? `: ${title}` : ""} <small>{sum.toLocaleString("en")}</small>
      </caption>
      <thead>
        <tr>
          <th scope="col">page</th>
          {Array.from({ length: sheet.columns }, (_, i) => (
            <th key={i} scope="col">
              ¶{i + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {begin > 0 ? turn(`▴ ${count(begin, "earlier page")}`, -PAGES) : null}
        {shown.map((line, i) => (
          <tr key={line.page}>
            <th scope="row">{line.page}</th>
            {line.cells.map((one, column) => (
              <td key={column}>
                {one ? (
                  <Cell
                    one={one}
                    row={first + begin + i}
                    column={column}
                    most={most}
                    touched={one.edges.filter((edge) => near.has(edge.id)).length}
                    here={one.row.id === at}
                    onGo={onGo}
                  />
                ) : null}
              </td>
            ))}
          </tr>
        ))}
        {later > 0 ? turn(`▾ ${count(later, "later page")}`, PAGES) : null}
      </tbody>
    </table>
  );
}

interface CellProps {
  one: Paragraph;
  row: number;
  column: number;
  most: number;
  touched: number;
  here: boolean;
  onGo: (id: string, say?: string) => void;
}

function Cell({ one, row, column, most, touched, here, onGo }: CellProps) {
  const { index } = useApp();
  const words = said(index, one);
  const about = touched ? `; ${touched} on what is selected` : "";
  return (
    <button
      type="button"
      class={`cv-cell${one.gap ? " gap" : one.row.yielded ? "" : " nothing"}`}
      data-row={row}
      data-column={column}
      aria-current={here ? "true" : undefined}
      aria-label={`${one.row.citation}: ${words}${about}`}
      title={`${one.row.citation}: ${words}${about}`}
      onClick={() => onGo(one.row.id, `${one.row.citation}: ${words}`)}
    >
      <span class="cv-count">
        {one.gap ? "gap" : one.row.yielded ? one.edges.length : "none"}
        {touched ? <span class="cv-dot" /> : null}
      </span>
      <span class="cv-bar">
        {index.data.voices.map((voice) => (
          <span
            key={voice.id}
            class={voice.id}
            style={{ width: `${(100 * (one.voices.get(voice.id) ?? 0)) / most}%` }}
          />
        ))}
      </span>
    </button>
  );
}
