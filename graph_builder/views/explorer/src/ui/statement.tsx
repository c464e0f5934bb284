// A statement as a sentence: the things in it are links; below it the voice, the doubt and the page.

import type { Edge } from "../payload.ts";
import { count, cut, voiceWords } from "../words.ts";
import { useApp } from "./context.ts";
import { Go, Links, Page, VoiceLine } from "./marks.tsx";
import { Linked } from "./pieces.tsx";

export function Sentence({ edge, self = "" }: { edge: Edge; self?: string }) {
  const { index } = useApp();
  const { pieces, left } = cut(index, edge);
  const rest = left.filter((id) => id !== self);
  return (
    <>
      <Linked pieces={pieces} self={self} />
      {rest.length ? (
        <small>
          {" "}
          [<Links ids={rest} />]
        </small>
      ) : null}
    </>
  );
}

export function StatementItem({ edge, self }: { edge: Edge; self: string }) {
  const { index, shown, hover } = useApp();
  const out = !shown.value.edges.has(edge.id);
  return (
    <li
      class={`statement ${edge.voice}${out ? " out" : ""}`}
      onMouseEnter={() => {
        hover.value = edge.id;
      }}
      onMouseLeave={() => {
        hover.value = "";
      }}
    >
      <p>
        <Sentence edge={edge} self={self} />
      </p>
      <p class="meta">
        {edge.voice === "author" ? null : (
          <span class={`voice ${edge.voice}`}>
            <VoiceLine voice={edge.voice} /> {voiceWords(index, edge)}
            {" · "}
          </span>
        )}
        {edge.negated ? <span class="tag">denied · </span> : null}
        {edge.doubt ? <span class="tag">doubted · </span> : null}
        {edge.when ? null : "undated · "}
        <Page citation={edge.citation} url={edge.url} />
        <span class="more">
          {" · "}
          <Go id={edge.id}>details</Go>
        </span>
        {out ? " · hidden by the filters" : ""}
      </p>
    </li>
  );
}

/** Statements grouped by family of relation; within a family in time order, the undated last. */
export function Statements({ edges, self }: { edges: readonly Edge[]; self: string }) {
  const { index } = useApp();
  const families = index.data.families
    .map((family) => ({ family, own: edges.filter((edge) => index.family.get(edge.relation) === family.id) }))
    .filter(({ own }) => own.length);
  return (
    <>
      {families.map(({ family, own }) => (
        <section key={family.id}>
          <h3>
            {family.label} <small>{count(own.length, "statement")}</small>
          </h3>
          <ul class="statements">
            {own.map((edge) => (
              <StatementItem key={edge.id} edge={edge} self={self} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Statements that name a thing without being about it: folded away, unless there are no others. */
export function AlsoNamed({ edges, self, alone }: { edges: readonly Edge[]; self: string; alone: boolean }) {
  return edges.length ? (
    <details class="also" open={alone} key={self}>
      <summary>Named in {count(edges.length, alone ? "statement" : "other statement")}</summary>
      <Statements edges={edges} self={self} />
    </details>
  ) : null;
}
