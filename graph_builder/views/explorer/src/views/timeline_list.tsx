// The time line as a list from top to bottom, by years: for a phone, and for those who read or listen.

import { useState } from "preact/hooks";
import type { Edge } from "../payload.ts";
import { type Item, inOrder } from "../timeline.ts";
import type { Seen } from "../timeline_pack.ts";
import { doubts, isoOf, reach } from "../timeline_shape.ts";
import { useApp } from "../ui/context.ts";
import { Go, KindIcon, Page, VoiceLine } from "../ui/marks.tsx";
import { Sentence, StatementItem } from "../ui/statement.tsx";
import { count, voiceWords } from "../words.ts";
import type { ChartLane } from "./timeline_chart.tsx";
import { GlyphDefs, MiniDate } from "./timeline_glyph.tsx";

const PIECE = 250;

export function TimeList({
  lanes,
  usual,
  children,
}: {
  lanes: readonly ChartLane[];
  usual: Seen;
  children?: preact.ComponentChildren;
}) {
  const related = lanes.find((lane) => lane.id === "related");
  const rest = lanes.filter((lane) => lane.id !== "related" && lane.id !== "order");
  const known = lanes.find((lane) => lane.id === "order");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <div class="tl-list scroll" tabIndex={0}>
      <GlyphDefs />
      {related ? (
        <section class="related" aria-label={related.title}>
          <h2 dir="auto">
            {related.title} <small>{related.items.length.toLocaleString("en")}</small>
          </h2>
          <Years items={related.items} usual={usual} />
        </section>
      ) : null}
      {related ? <h2>Everything else</h2> : null}
      <Years items={rest.flatMap((lane) => lane.items)} usual={usual} />
      {known?.items.length ? (
        <section aria-label={known.title}>
          <h2>
            {known.title} <small>{known.items.length.toLocaleString("en")}</small>
          </h2>
          <ol class="tl-entries">
            {inOrder(known.items).map((item) => (
              <Entry key={item.id} item={item} usual={usual} />
            ))}
          </ol>
        </section>
      ) : null}
      {children}
    </div>
  );
}

function Years({ items, usual }: { items: readonly Item[]; usual: Seen }) {
  const [most, setMost] = useState(PIECE);
  const years = new Map<string, Item[]>();
  for (const item of inOrder(items).slice(0, most)) {
    const year = item.shape ? String(Number(isoOf(reach(item.shape).from).slice(0, 4))) : "";
    years.set(year, [...(years.get(year) ?? []), item]);
  }
  return (
    <>
      {[...years].map(([year, own]) => (
        <section key={year} class="tl-year" aria-label={year}>
          <h3>{year}</h3>
          <ol class="tl-entries">
            {own.map((item) => (
              <Entry key={item.id} item={item} usual={usual} />
            ))}
          </ol>
        </section>
      ))}
      {items.length > most ? (
        <button type="button" class="rest" onClick={() => setMost(most + PIECE)}>
          Show {Math.min(PIECE, items.length - most)} more
        </button>
      ) : null}
      {items.length ? null : <p class="none">Nothing with a date passes the filters.</p>}
    </>
  );
}

function Entry({ item, usual }: { item: Item; usual: Seen }) {
  const app = useApp();
  const edge = app.index.edges.get(item.id);
  const thing = item.voice === "";
  const here = app.state.value.selected === item.id;
  const fill = app.index.kinds.get(item.kind)?.colour;
  const open = item.shape ? doubts(item.shape) : "";
  return (
    <li class={`tl-entry ${item.voice}${here ? " here" : ""}`}>
      <p class="tl-when">
        <b dir="auto">{item.words}</b> {item.shape ? <MiniDate shape={item.shape} seen={usual} fill={fill} /> : null}
        {open ? <small> {open}</small> : null}
      </p>
      {thing || !edge ? (
        <p>
          <KindIcon kind={item.kind} /> <Go id={item.id} /> {item.said ? <small>{item.said}</small> : null}
        </p>
      ) : (
        <>
          <p>
            <Sentence edge={edge} />
          </p>
          <p class="meta">
            <VoiceLine voice={edge.voice} /> <span class={`voice ${edge.voice}`}>{voiceWords(app.index, edge)}</span>
            {edge.negated ? " · denied" : ""}
            {edge.doubt ? " · doubted" : ""} · <Page citation={edge.citation} url={edge.url} /> ·{" "}
            <Go id={edge.id} class="more">
              details
            </Go>
          </p>
        </>
      )}
    </li>
  );
}

/** What the statements tell of the order of undated things; a belief as a belief. */
export function Told({ edges }: { edges: readonly Edge[] }) {
  return edges.length ? (
    <details class="tl-told">
      <summary>{count(edges.length, "statement")} on the order of undated things</summary>
      <ul class="statements">
        {edges.map((edge) => (
          <StatementItem key={edge.id} edge={edge} self="" />
        ))}
      </ul>
    </details>
  ) : null;
}

export function Undated({ items }: { items: readonly Item[] }) {
  const app = useApp();
  const [most, setMost] = useState(60);
  const some = [...items].sort((a, b) => Number(a.voice > "") - Number(b.voice > "") || b.weight - a.weight);
  return (
    <section class="tl-undated" aria-label="Undated">
      <h3>
        Undated in the text <small>{items.length.toLocaleString("en")}</small>
      </h3>
      <ul>
        {some.slice(0, most).map((item) => (
          <li key={item.id} class={item.voice}>
            {item.voice ? <VoiceLine voice={item.voice} /> : <KindIcon kind={item.kind} />}{" "}
            <Go id={item.id}>{item.label}</Go> {item.said ? <small>{item.said}</small> : null}
          </li>
        ))}
      </ul>
      {items.length > most ? (
        <button type="button" class="rest" onClick={() => setMost(most + 200)}>
          Show {Math.min(200, items.length - most)} more
        </button>
      ) : null}
      {app.state.value.filters.undated ? null : <p class="none">Undated statements are hidden by the filters.</p>}
    </section>
  );
}
