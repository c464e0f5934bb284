// What came back: a table whose things and statements can be selected, a yes or no, or why there is no answer.

import { useMemo, useState } from "preact/hooks";
import { type Answer, cellOf, repeated, sorted, statementsIn, thingsIn } from "../ask/answer.ts";
import { corrected, unknownNames } from "../ask/known.ts";
import { asked as inEnglish } from "../ask/library.ts";
import type { Term } from "../ask/messages.ts";
import { MOST, type Session } from "../ask/session.ts";
import { csvOf, jsonOf, turtleOf } from "../ask/written.ts";
import { blobOf, save } from "../share/files.ts";
import { useOffer } from "../share/offers.ts";
import { filterCount } from "../state.ts";
import { useApp } from "../ui/context.ts";
import { SortHead } from "../ui/sorthead.tsx";
import { count } from "../words.ts";
import { AnswerCell } from "./ask-cell.tsx";
import { type Asked, keep } from "./ask-parts.ts";

const PIECE = 200;
/** More things at once than can be told apart in a picture. */
const DRAWN = 60;

export function AnswerView({ session, asked }: { session: Session; asked: Asked }) {
  const { phase, answer, fault, query } = session.told.value;
  const old = query !== asked.query;
  if (phase === "loading" || phase === "running")
    return (
      <p class="none" role="status">
        {phase === "loading" ? "Loading the query engine and the graph, once…" : "Asking…"}
      </p>
    );
  if (fault)
    return (
      <div class="fault">
        <p>
          <b>{fault.message}</b> {fault.remedy}
        </p>
        {fault.line ? (
          <p class="meta">
            Line {fault.line}, column {fault.column}
            {asked.open ? "" : "; the query shows the place"}
          </p>
        ) : null}
      </div>
    );
  if (!answer) return null;
  return (
    <>
      {old ? (
        <p class="notice">You have changed the question since; this still answers what was asked before.</p>
      ) : null}
      {asked.question && !asked.changed ? null : <Unknowns session={session} query={query} />}
      {answer.form === "truth" ? (
        <p class="truth">
          <b>{answer.yes ? "Yes" : "No"}</b> <small>{duration(answer.took)}</small>
        </p>
      ) : (
        <Rows key={query} session={session} answer={answer} asked={asked} />
      )}
    </>
  );
}

const duration = (took: number): string => (took < 1000 ? `${Math.round(took)} ms` : `${(took / 1000).toFixed(1)} s`);
const heading = (column: string): string => column.replaceAll("_", " ");

/** Names that the query has and the graph has not: the commonest reason of an answer without rows. */
function Unknowns({ session, query }: { session: Session; query: string }) {
  const app = useApp();
  const { library } = session;
  const list = useMemo(() => {
    const find = (words: string): string[] =>
      app
        .finder()
        .find(words)
        .filter((row) => row.what === "thing")
        .map((row) => row.id);
    return unknownNames(library, query, find).slice(0, 5);
  }, [app, library, query]);
  return (
    <>
      {list.map((one) => (
        <p key={one.fault.from} class="notice unknown">
          <b>{one.fault.message}</b> {one.fault.remedy} (Line {one.fault.line}, column {one.fault.column}){" "}
          {one.instead ? (
            <button type="button" onClick={() => keep(app, { query: corrected(query, one), run: "1" })}>
              Ask with {one.instead}
            </button>
          ) : null}
        </p>
      ))}
    </>
  );
}

function Rows({ session, answer, asked }: { session: Session; answer: Answer; asked: Asked }) {
  const app = useApp();
  const { meaning, library } = session;
  const { sort, question, values, changed } = asked;
  const { state, shown } = app;
  const [name, way] = sort.split("-");
  const column = answer.columns.indexOf(name ?? "");
  const filtered = filterCount(state.value.filters) > 0;
  const [unfiltered, setUnfiltered] = useState(false);
  const [most, setMost] = useState(PIECE);
  const order = useMemo(() => sorted(meaning, answer, column, way === "down"), [meaning, answer, column, way]);
  const passing = useMemo(() => {
    if (!filtered || unfiltered) return order;
    return order.filter((i) => {
      const row = answer.rows[i]!;
      const edges = statementsIn(meaning, row);
      if (edges.length) return edges.some((edge) => shown.value.edges.has(edge.id));
      return thingsIn(meaning, row).every((id) => shown.value.nodes.has(id));
    });
  }, [order, filtered, unfiltered, shown.value, answer, meaning]);
  const rows = passing.map((i) => answer.rows[i]!);
  const total = answer.rows.length;
  // A column in which nothing stands is named below the table instead; one that repeats another is left to the files.
  const full = useMemo(() => answer.columns.map((_, i) => answer.rows.some((row) => row[i] !== null)), [answer]);
  const again = useMemo(() => repeated(meaning, answer), [meaning, answer]);
  const columns = answer.columns.map((one, i) => ({ one, i })).filter(({ i }) => (full[i] && !again.has(i)) || !total);
  const empty = answer.columns.filter((_, i) => !full[i] && total > 0);

  useOffer({
    statements: () => {
      const seen = new Set(rows.flatMap((row) => statementsIn(meaning, row)));
      return app.index.data.edges.filter((edge) => seen.has(edge));
    },
    things: () => rows.flatMap((row) => thingsIn(meaning, row)),
  });

  const sortBy = (one: string): void => {
    const next = name !== one ? `${one}-up` : way === "up" ? `${one}-down` : "";
    keep(app, { sort: next }, { step: false, say: next ? `Sorted by ${heading(one)}` : "In the order of the query" });
  };
  return (
    <div class="answer">
      <div class="bar">
        <span class="status" role="status">
          <b>{count(total, answer.form === "triples" ? "triple" : "row")}</b> in {duration(answer.took)}
          {answer.cut ? `; there are more: this page stops at ${MOST.toLocaleString("en")}, so ask for less` : ""}
          {rows.length < total ? `; ${rows.length.toLocaleString("en")} pass the filters` : ""}
        </span>
        {filtered ? (
          <label>
            <input type="checkbox" checked={!unfiltered} onChange={() => setUnfiltered(!unfiltered)} /> only what the
            filters show
          </label>
        ) : null}
        <Downloads session={session} answer={answer} rows={rows} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <div class="scroll" tabIndex={0}>
        {columns.length ? (
          <table>
            <caption>
              {question && !changed ? inEnglish(library, question, values) : "Answer to a query of your own"}
            </caption>
            <thead>
              <tr>
                {columns.map(({ one, i }) => (
                  <SortHead
                    key={one}
                    label={heading(one)}
                    way={column === i ? (way === "down" ? "down" : "up") : ""}
                    sort={() => sortBy(one)}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, most).map((row, i) => (
                <tr key={passing[i]} class={isSelected(row) ? "here" : ""}>
                  {columns.map(({ one, i: j }) => (
                    <AnswerCell key={one} meaning={meaning} row={row} term={row[j] ?? null} column={heading(one)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {rows.length > most ? (
          <button type="button" class="rest" onClick={() => setMost(most + 1000)}>
            Show {Math.min(1000, rows.length - most)} more
          </button>
        ) : null}
        {empty.length ? <p class="none">Nothing stands under: {empty.map(heading).join(", ")}.</p> : null}
        {total ? null : (
          <p class="none">
            The graph holds nothing that fits. That is no denial: it holds what these pages state, and no more.
          </p>
        )}
      </div>
    </div>
  );

  function isSelected(row: readonly (Term | null)[]): boolean {
    const { selected } = state.value;
    return selected !== "" && row.some((term) => cellOf(meaning, term).id === selected);
  }
}

function Downloads({ session, answer, rows }: { session: Session; answer: Answer; rows: (Term | null)[][] }) {
  const app = useApp();
  const { meaning, library, told } = session;
  const name = told.value.about || "answer";
  const draw = (): void => {
    const all = [...new Set(rows.flatMap((row) => thingsIn(meaning, row)))];
    const ids = all.slice(0, DRAWN);
    const statements = [...new Set(rows.flatMap((row) => statementsIn(meaning, row).map((edge) => edge.id)))];
    app.go(
      (now) => ({
        view: "graph",
        open: ids,
        all: false,
        hidden: now.hidden.filter((id) => !ids.includes(id)),
        selected: statements.length === 1 ? statements[0]! : ids.length === 1 ? ids[0]! : "",
        own: { ...now.own, "graph.only": ids.length > 1 ? String(ids.length) : "" },
      }),
      { say: `${count(ids.length, "thing")} of ${all.length} in the graph` },
    );
  };
  const things = useMemo(() => rows.some((row) => thingsIn(meaning, row).length), [rows, meaning]);
  return (
    <>
      <button type="button" onClick={draw} disabled={!things}>
        Show on the graph
      </button>
      <button type="button" onClick={() => save(`${name}.csv`, blobOf(csvOf(answer.columns, rows), "text/csv"))}>
        CSV
      </button>
      {answer.form === "triples" ? (
        <button
          type="button"
          onClick={() => save(`${name}.ttl`, blobOf(turtleOf(rows, library.asking.prefixes), "text/turtle"))}
        >
          Turtle
        </button>
      ) : (
        <button
          type="button"
          onClick={() => save(`${name}.json`, blobOf(jsonOf(answer, rows), "application/sparql-results+json"))}
        >
          JSON
        </button>
      )}
    </>
  );
}
