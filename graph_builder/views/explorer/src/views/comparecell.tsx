// What stands in a comparison: the heads of the outlooks, the things, and what an outlook says of one.

import { cautions, type Pair, type Row, saying, tiedTo } from "../compare.ts";
import { MARKS } from "../comparegroups.ts";
import { labelOf } from "../index.ts";
import { heldIn, shortPages } from "../outlooks.ts";
import type { Edge, Node } from "../payload.ts";
import { useApp } from "../ui/context.ts";
import { Go, KindIcon, Links, Page, VoiceLine } from "../ui/marks.tsx";
import { Pieces } from "../ui/pieces.tsx";
import { voiceWords } from "../words.ts";

export interface Sides {
  ids: readonly string[];
  names: Map<string, string>;
  /** All outlooks that there are. */
  all: readonly Node[];
  choose(ids: readonly string[]): void;
  /** What stands in an empty cell. */
  silent(row: Row, i: number): string;
}

export function Heads({ sides }: { sides: Sides }) {
  return (
    <thead>
      <tr>
        <th scope="col" class="corner">
          Spoken of
        </th>
        {sides.ids.map((id, i) => (
          <th key={id} scope="col" class="outlook">
            <Head sides={sides} i={i} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** An outlook: which, whose, when and where in the text; another can be chosen in its place. */
export function Head({ sides, i }: { sides: Sides; i: number }) {
  const { index } = useApp();
  const { ids, names, all, choose } = sides;
  const id = ids[i]!;
  const node = index.nodes.get(id)!;
  return (
    <>
      <div class="pick">
        <span class="others">
          <select
            class="change"
            aria-label={`Outlook ${i + 1}`}
            title="Choose another"
            value={id}
            onChange={(event) => choose(ids.map((old, k) => (k === i ? event.currentTarget.value : old)))}
          >
            {all
              .filter((one) => one.id === id || !ids.includes(one.id))
              .map((one) => (
                <option key={one.id} value={one.id} selected={one.id === id}>
                  {one.label}
                </option>
              ))}
          </select>
          {ids.length > 2 ? (
            <button
              type="button"
              aria-label={`Leave out ${names.get(id)}`}
              title="Leave out"
              onClick={() => choose(ids.filter((other) => other !== id))}
            >
              ✕
            </button>
          ) : null}
        </span>
        <Go id={id} class="name" />
      </div>
      <p class="voice outlook">
        <VoiceLine voice="outlook" /> a belief, not a fact
      </p>
      <dl>
        <dt>Held by</dt>
        <dd>{node.holders.length ? <Links ids={node.holders} /> : "the text does not say"}</dd>
        <dt>Date</dt>
        <dd dir="auto">{node.when?.words ?? "undated in the text"}</dd>
        <dt>Pages</dt>
        <dd>
          {shortPages(index, heldIn(index, id)).map((page, k) => (
            <span key={k}>
              {k ? "; " : ""}
              <Page {...page} />
            </span>
          ))}
        </dd>
      </dl>
      {node.note ? (
        <details>
          <summary>Note</summary>
          <p class="meta" dir="auto">
            {node.note}
          </p>
        </details>
      ) : null}
    </>
  );
}

export function Matter({ row }: { row: Row }) {
  const { index } = useApp();
  return (
    <>
      <KindIcon kind={index.nodes.get(row.id)?.kind ?? ""} /> <Go id={row.id} />
      {MARKS[row.verdict] ? <span class={`tie ${row.verdict}`}>{MARKS[row.verdict]}</span> : null}
    </>
  );
}

export function Said({ row, i, sides }: { row: Row; i: number; sides: Sides }) {
  const cell = row.cells[i]!;
  if (!cell.length) return <p class="none">{sides.silent(row, i)}</p>;
  return (
    <ul class="statements">
      {cell.map((edge) => (
        <Saying key={edge.id} edge={edge} row={row} sides={sides} />
      ))}
    </ul>
  );
}

function Saying({ edge, row, sides }: { edge: Edge; row: Row; sides: Sides }) {
  const { index, hover, state } = useApp();
  const names = (tie: Pair["tie"]): string =>
    tiedTo(row, edge, tie)
      .map((id) => sides.names.get(id) ?? labelOf(index, id))
      .join(", ");
  const [against, alike] = [names("contradiction"), names("agreement")];
  const said = saying(index, edge, row.id);
  const tie = against ? " against" : alike ? " alike" : "";
  return (
    <li
      class={`statement ${edge.voice}${tie}${state.value.selected === edge.id ? " here" : ""}`}
      onMouseEnter={() => {
        hover.value = edge.id;
      }}
      onMouseLeave={() => {
        hover.value = "";
      }}
    >
      <p>
        <b class={`stance${said.led ? "" : " apart"}`}>{said.stance}</b>{" "}
        <Pieces edge={edge} text={said.text} self={row.id} />
      </p>
      {against ? <p class="tie contradiction">✕ contradicts {against}</p> : null}
      {alike ? <p class="tie agreement">= agrees with {alike}</p> : null}
      <p class="meta">
        {edge.by.length ? <>{voiceWords(index, edge)} · </> : null}
        {cautions(edge).map((words) => (
          <span key={words} class="tag">
            {words} ·{" "}
          </span>
        ))}
        {edge.note ? <span dir="auto">{edge.note} · </span> : null}
        <Page citation={edge.citation} url={edge.url} />
        <span class="more">
          {" · "}
          <Go id={edge.id}>details</Go>
        </span>
      </p>
    </li>
  );
}
