// The selected thing or statement as prose, each statement with its voice, doubt and page.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Edge, Node, When } from "../payload.ts";
import { denial, modeWords, verdict } from "../words.ts";
import { CiteThis } from "./cite.tsx";
import { useApp } from "./context.ts";
import { Go, KindIcon, Links, Page, Pages, VoiceLine } from "./marks.tsx";
import { Overview } from "./overview.tsx";
import { AlsoNamed, Sentence, StatementItem, Statements } from "./statement.tsx";
import { Whole } from "./whole.tsx";

const DATED = new Set(["Event", "Document", "Sense", "Outlook", "Claim", "Figure"]);

interface DossierOf {
  /** On a phone: whether only its head is seen, so that the view has the room. */
  lowered: boolean;
  onLower: () => void;
}

export function Dossier({ lowered, onLower }: DossierOf) {
  const app = useApp();
  const { selected } = app.state.value;
  const box = useRef<HTMLElement>(null);
  const asked = app.focusDossier.value;
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    // Closed with the focus in it, which is nowhere now: back to what opened it.
    const lost = document.activeElement === document.body || box.current?.contains(document.activeElement);
    if (!selected && opener.current && lost) (opener.current.isConnected ? opener.current : box.current)?.focus();
    if (!selected) opener.current = null;
  }, [selected]);
  useEffect(() => {
    if (!asked) return;
    const before = document.activeElement as HTMLElement | null;
    if (before && before !== document.body && !box.current?.contains(before)) opener.current = before;
    box.current?.querySelector<HTMLElement>("h2")?.focus();
  }, [asked]);
  const node = app.index.nodes.get(selected);
  const edge = app.index.edges.get(selected);
  const claim = node && edge;
  return (
    <aside id="dossier" ref={box} aria-label="What is selected" class={selected ? "filled" : ""} tabIndex={-1}>
      {selected ? (
        <span class="head">
          <button type="button" class="lower" aria-expanded={!lowered} onClick={onLower}>
            {lowered ? "Raise" : "Lower"}
          </button>
          <button type="button" class="close" onClick={() => app.select("", { open: false })} title="Escape">
            Close
          </button>
        </span>
      ) : null}
      <Whole>
        {node && !claim ? <ThingDossier node={node} /> : null}
        {edge ? <StatementDossier edge={edge} node={node} /> : null}
        {node || edge ? null : <Overview />}
      </Whole>
    </aside>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

const quoted = (words: string): string => (words ? `“${words}”` : "");

/** “exactMatch” in words. */
const inWords = (match: string): string => match.replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`);

/** Whose record an address is, where that is known: “Wikidata Q1394”. */
const authority = (iri: string): string => iri.replace(/^https?:\/\/www\.wikidata\.org\/entity\//, "Wikidata ");

function Remark({ text }: { text: string }) {
  return text ? (
    <p class="remark" dir="auto">
      <strong>Editor, not from the text: </strong>
      {text}
    </p>
  ) : null;
}

function ThingDossier({ node }: { node: Node }) {
  const { index } = useApp();
  const belongs = index.within.get(node.id);
  const own = (index.touching.get(node.id) ?? []).filter((edge) => edge !== belongs);
  const also = (index.naming.get(node.id) ?? []).filter((edge) => edge !== belongs);
  const { outcome } = node;
  return (
    <>
      <p class="kind">
        <KindIcon kind={node.kind} />{" "}
        {[node.kind, node.type, node.several ? "several" : ""]
          .filter((word, i, all) => word && (i === 0 || word !== all[0]?.toLowerCase())) // no “State · state”
          .join(" · ")}
      </p>
      <h2 tabIndex={-1} dir="auto">
        {node.label}
      </h2>
      <dl>
        {node.aka.length ? <Row name="Also called">{node.aka.join("; ")}</Row> : null}
        {node.when || DATED.has(node.kind) ? <Row name="Date">{node.when?.words ?? "undated in the text"}</Row> : null}
        {node.concept ? (
          <Row name="Term">
            <Go id={node.concept} />
          </Row>
        ) : null}
        {node.holders.length ? (
          <Row name={node.kind === "Sense" ? "Meant so by" : "Held by"}>
            <Links ids={node.holders} />
          </Row>
        ) : null}
        {node.gloss ? <Row name="Meaning">{node.gloss}</Row> : null}
        {node.denies.length ? <Row name="Expressly not">{node.denies.join("; ")}</Row> : null}
        {node.quote ? <Row name="Words">{quoted(node.quote)}</Row> : null}
        {node.first ? <Row name="First use">so the text says</Row> : null}
        {node.certainty ? (
          <Row name="Author's doubt">{[node.certainty, quoted(node.hedge)].filter(Boolean).join(": ")}</Row>
        ) : null}
        {outcome ? (
          <Row name="Came true">
            {outcome.answer}
            {outcome.when ? ` (${outcome.when.words})` : ""}
            {outcome.by.length ? (
              <>
                : <Links ids={outcome.by} />
              </>
            ) : null}
            {outcome.note ? `; ${outcome.note}` : ""} <Pages of={outcome.passages} />
          </Row>
        ) : null}
        {node.note ? <Row name="Note">{node.note}</Row> : null}
        {node.passages.length ? (
          <Row name="In the text">
            <Pages of={node.passages} />
          </Row>
        ) : null}
        {node.same_as.map((same) => (
          <Row key={same.iri} name="Same as">
            <Page citation={authority(same.iri ?? "")} url={same.iri ?? ""} /> ({inWords(same.match ?? "")}, checked{" "}
            {same.checked})
          </Row>
        ))}
      </dl>
      <Remark text={node.editor} />
      {belongs ? (
        <ul class="statements">
          <StatementItem edge={belongs} self={node.id} />
        </ul>
      ) : null}
      {node.kind === "Figure" ? null : <CiteThis id={node.id} />}
      <Statements edges={own} self={node.id} />
      <AlsoNamed edges={also} self={node.id} alone={!own.length} />
      {own.length + also.length || belongs ? null : <p>No statement here speaks of it.</p>}
    </>
  );
}

function StatementDossier({ edge, node }: { edge: Edge; node: Node | undefined }) {
  const { index } = useApp();
  const relation = index.relations.get(edge.relation);
  const own = node ? (index.touching.get(node.id) ?? []) : [];
  return (
    <>
      <p class="kind">
        <VoiceLine voice={edge.voice} /> {node ? "Claim" : "Statement"} ·{" "}
        {edge.plain ? "stated as a fact" : "not stated as a plain fact"}
      </p>
      <h2 tabIndex={-1} class="sentence">
        <Sentence edge={edge} />
      </h2>
      {edge.quote && !edge.sentence.includes(edge.quote) ? (
        <blockquote dir="auto">{quoted(edge.quote)}</blockquote>
      ) : null}
      <dl>
        <Row name="Page">
          <Page citation={edge.citation} url={edge.url} />
        </Row>
        <Row name="Voice">
          <Voice edge={edge} />
        </Row>
        {verdict(edge) ? <Row name="Verdict">{verdict(edge)}</Row> : null}
        {denial(index, edge) ? <Row name="Denied">{denial(index, edge)}</Row> : null}
        {modeWords(edge) ? <Row name="Mode">{modeWords(edge)}</Row> : null}
        {edge.confidence ? <Row name="Believer's certainty">{edge.confidence}</Row> : null}
        {edge.certainty ? (
          <Row name="Author's doubt">{[edge.certainty, quoted(edge.hedge)].filter(Boolean).join(": ")}</Row>
        ) : null}
        <Row name="Date">
          {edge.when?.words ?? "undated in the text"}
          <Bounds when={edge.when} />
        </Row>
        <Row name="From">
          <Go id={edge.from} />
        </Row>
        <Row name="Relation">
          {/* the relation itself: denial, mode and doubt have rows of their own */}
          {relation?.label}{" "}
          <small>({edge.symmetric ? "both ways" : `the other way: ${relation?.inverse ?? ""}`})</small>
        </Row>
        <Row name="To">
          <Go id={edge.to} />
        </Row>
        {edge.at.length ? (
          <Row name="At">
            <Links ids={edge.at} />
          </Row>
        ) : null}
        {edge.places.length ? (
          <Row name="Where">
            <Links ids={edge.places} />
          </Row>
        ) : null}
        {edge.via.length ? (
          <Row name="Through">
            <Links ids={edge.via} />
          </Row>
        ) : null}
        {edge.role ? (
          <Row name="As">
            <Go id={edge.role} />
          </Row>
        ) : null}
        {edge.how ? <Row name="How">{edge.how}</Row> : null}
        {edge.sense ? (
          <Row name="Sense">
            <Go id={edge.sense} />
          </Row>
        ) : null}
        {edge.first ? <Row name="First">so the text says</Row> : null}
        {edge.open ? (
          <Row name="Open list">
            {edge.open === "subject" ? "the text names more who did so" : "the text names more objects"}
          </Row>
        ) : null}
        {edge.note ? <Row name="Note">{edge.note}</Row> : null}
      </dl>
      <Remark text={edge.editor} />
      <CiteThis id={edge.id} />
      {own.length ? (
        <>
          <h3>What other statements say of it</h3>
          <ul class="statements">
            {own.map((other) => (
              <StatementItem key={other.id} edge={other} self={edge.id} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** The first and the last day that a date may mean, where they are not one; either may be unknown. */
function Bounds({ when }: { when: When | null }) {
  if (!when || when.earliest === when.latest) return null;
  const { earliest, latest } = when;
  const words = !earliest
    ? `at the latest ${latest}`
    : !latest
      ? `at the earliest ${earliest}`
      : `${earliest} to ${latest}`;
  return <small> ({words})</small>;
}

function Voice({ edge }: { edge: Edge }) {
  if (edge.voice === "author") return <>the author's own</>;
  const by = edge.by.length ? <Links ids={edge.by} /> : null;
  if (edge.voice === "attributed") return <>attributed to {by}</>;
  return (
    <>
      within the outlook <Go id={edge.view} />: a belief, not a fact{by ? <>, according to {by}</> : null}
    </>
  );
}
