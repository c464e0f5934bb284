// What a term meant: each sense with whose it was, when, and what it expressly was not; arrows lead from the sense out
// of which another grew.

import { useEffect, useRef } from "preact/hooks";
import { labelOf } from "../index.ts";
import { shortened } from "../outlooks.ts";
import type { Edge } from "../payload.ts";
import {
  barOf,
  isOf,
  lanesOf,
  nameOf,
  rootsOf,
  type SenseRow,
  scaleOf,
  sensesOf,
  termOf,
  termsOf,
  yearsOf,
} from "../senses.ts";
import { sensesSvg, titleOf } from "../sensesvg.ts";
import { useOffer } from "../share/offers.ts";
import { leftOut } from "../share/told.ts";
import type { Span } from "../time.ts";
import { useApp } from "../ui/context.ts";
import { Go, Links, Page } from "../ui/marks.tsx";
import { StatementItem } from "../ui/statement.tsx";
import { count } from "../words.ts";
import { SenseArrows } from "./sensearrows.tsx";

export function SensesView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected } = state.value;
  const box = useRef<HTMLDivElement>(null);
  const terms = termsOf(index);
  const term = termOf(index, state.value, terms);
  const rows = sensesOf(index, shown.value, term);
  const whole = own["senses.all"] === "1";
  const scale = scaleOf(rows);
  const mine = rows.filter((row) => isOf(row, selected));
  const statements = (): Edge[] => {
    const ids = new Set(rows.flatMap(({ node }) => [...index.touching.get(node.id)!, ...index.naming.get(node.id)!]));
    return index.data.edges.filter((edge) => ids.has(edge) && shown.value.edges.has(edge.id));
  };
  useOffer({
    statements,
    things: () => rows.map((row) => row.node.id),
    drawing: () =>
      rows.length
        ? {
            title: titleOf(index, term),
            svg: (measure) => sensesSvg(index, term, rows, statements(), leftOut(index, state.value), measure),
          }
        : null,
  });
  useEffect(() => {
    const line = box.current?.querySelector("tr.here, tr.near");
    const scroll = box.current?.parentElement;
    if (!line || !scroll) return;
    const [inner, outer] = [line.getBoundingClientRect(), scroll.getBoundingClientRect()];
    const head = 48;
    if (inner.top < outer.top + head || inner.bottom > outer.bottom) scroll.scrollTop += inner.top - outer.top - head;
  }, [selected]);
  const choose = (id: string): void =>
    app.go((now) => ({ own: { ...now.own, "senses.term": id }, selected: id }), { say: labelOf(index, id) });

  if (!terms.length) return <p class="none">The text gives no term more than one meaning here.</p>;
  return (
    <section class="sensesview" aria-label="Senses of a term">
      <div class="bar">
        <label>
          What was meant by{" "}
          <select value={term} onChange={(event) => choose(event.currentTarget.value)}>
            {terms.map(({ id, count: many }) => (
              <option key={id} value={id}>
                {labelOf(index, id)} ({many})
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={whole}
            onChange={() => app.go((now) => ({ own: { ...now.own, "senses.all": whole ? "" : "1" } }))}
          />{" "}
          all details
        </label>
        <span class="status">
          {count(rows.length, "sense")}
          {mine.length ? `; ${mine.length} of or used by ${labelOf(index, selected)}` : ""}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <div class="scroll" tabIndex={0}>
        {rows.length ? (
          <div class="chart" ref={box}>
            <table>
              <caption>
                <b dir="auto">{labelOf(index, term)}</b>: a bar covers all the days that its date may mean, and fades
                where the text sets no limit
                {rows.some((row) => row.from.length) ? "; an arrow leads to what grew out of it" : ""}.
              </caption>
              <thead>
                <tr>
                  <th scope="col">Whose</th>
                  <th scope="col">
                    <span class="unseen">When</span>
                    {scale ? <Years scale={scale} /> : null}
                  </th>
                  <th scope="col">What was meant</th>
                </tr>
              </thead>
              {lanesOf(rows).map((lane) => (
                <tbody key={lane.actor}>
                  {lane.rows.map((row, i) => (
                    <SenseLine
                      key={row.node.id}
                      row={row}
                      scale={scale}
                      lane={i ? null : lane}
                      open={whole || row.node.id === selected}
                    />
                  ))}
                </tbody>
              ))}
            </table>
            <SenseArrows box={box} rows={rows} selected={selected} />
          </div>
        ) : (
          <p class="none">No sense of it passes the filters.</p>
        )}
      </div>
    </section>
  );
}

/** More names of years than this have no room beside each other in a narrow column. */
const NAMED = 7;

function Years({ scale }: { scale: Span }) {
  const years = yearsOf(scale);
  const every = Math.ceil(years.length / NAMED);
  return (
    <span class="axis" aria-hidden="true">
      {years.map(({ year, at }, i) =>
        i % every ? null : (
          <span key={year} style={{ left: `${at * 100}%` }}>
            {year}
          </span>
        ),
      )}
    </span>
  );
}

interface LineProps {
  row: SenseRow;
  scale: Span | null;
  /** The lane, if this is its first line. */
  lane: { rows: SenseRow[] } | null;
  open: boolean;
}

function SenseLine({ row, scale, lane, open }: LineProps) {
  const app = useApp();
  const { node } = row;
  const { selected } = app.state.value;
  const classes = [
    node.id === selected ? "here" : "",
    isOf(row, selected) ? "near" : "",
    row.holders.length ? "" : "own",
    lane ? "" : "more",
    app.shown.value.maybe.has(node.id) ? "maybe" : "",
  ];
  const pick = (event: MouseEvent): void => {
    if ((event.target as Element).closest("a, button, summary, input")) return;
    if (!getSelection()?.toString()) app.select(node.id);
  };
  return (
    <tr class={classes.filter(Boolean).join(" ")} onClick={pick}>
      <th scope="row">
        {row.holders.length ? (
          <Links ids={row.holders} />
        ) : (
          <>
            <span class="tag">The author’s own</span> <small>ascribed to nobody</small>
          </>
        )}
      </th>
      <td class="when">
        <When row={row} scale={scale} />
      </td>
      <td class="meaning">
        <Meaning row={row} open={open} />
      </td>
    </tr>
  );
}

function When({ row, scale }: { row: SenseRow; scale: Span | null }) {
  const { node, span } = row;
  const bar = span && scale ? barOf(span, scale) : null;
  const exact = span !== null && span.first === span.last;
  const fades = [bar?.openLeft ? "fadeleft" : "", bar?.openRight ? "faderight" : ""].join(" ");
  return (
    <>
      <span class="timeline" aria-hidden="true">
        {scale ? yearsOf(scale).map(({ year, at }) => <i key={year} style={{ left: `${at * 100}%` }} />) : null}
        {bar ? (
          <b
            data-sense={node.id}
            class={`${exact ? "exact" : "range"} ${fades}`}
            style={{ left: `${bar.left * 100}%`, width: `${(bar.right - bar.left) * 100}%` }}
          />
        ) : (
          <b data-sense={node.id} class="undated" />
        )}
      </span>
      <span class="date" dir="auto">
        {node.when?.words ?? "undated in the text"}
      </span>
    </>
  );
}

function Meaning({ row, open }: { row: SenseRow; open: boolean }) {
  const { index } = useApp();
  const { node } = row;
  return (
    <div>
      <p class="gloss">
        <Go id={node.id}>{node.gloss || node.label}</Go>
      </p>
      {node.denies.length ? (
        <p class="denies" dir="auto">
          <strong>Expressly not</strong> {node.denies.join("; ")}
        </p>
      ) : null}
      {node.certainty || node.hedge ? (
        <p class="meta" dir="auto">
          <span class="tag">The author hedges:</span>{" "}
          {[node.certainty, node.hedge && `“${node.hedge}”`].filter(Boolean).join(", ")}
        </p>
      ) : null}
      {rootsOf(row).map(({ id, how, doubt }) => (
        <p key={id} class="meta grew">
          ↳ grew out of <Go id={id}>{nameOf(index, index.nodes.get(id)!)}</Go>
          {open && how.length ? ` (${how.join("; ")})` : ""}
          {doubt ? <span class="tag"> doubted by the author</span> : null}
        </p>
      ))}
      <p class="meta">
        {node.first ? <span class="tag">first use, so the text says · </span> : null}
        {row.uses.length ? `${count(row.uses.length, "use")} in this sense · ` : ""}
        {shortened(node.passages).map((one, i) => (
          <span key={one.citation}>
            {i ? "; " : ""}
            <Page {...one} />
          </span>
        ))}
      </p>
      {open ? <Details row={row} /> : null}
    </div>
  );
}

function Details({ row }: { row: SenseRow }) {
  const { node } = row;
  const links = [...row.from, ...row.against];
  return (
    <div class="details">
      {node.quote ? <blockquote dir="auto">“{node.quote}”</blockquote> : null}
      {node.note ? <p dir="auto">{node.note}</p> : null}
      {node.editor ? (
        <p class="remark" dir="auto">
          <strong>Editor, not from the text: </strong>
          {node.editor}
        </p>
      ) : null}
      {row.uses.length ? <h4>Used so</h4> : null}
      <ul class="statements">
        {row.uses.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self={node.id} />
        ))}
      </ul>
      {links.length ? <h4>Beside other senses</h4> : null}
      <ul class="statements">
        {links.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self={node.id} />
        ))}
      </ul>
    </div>
  );
}
