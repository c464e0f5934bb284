// A paragraph: what it yielded as sentences in the order of the text, each with its voice; the page and how to cite it.

import { useEffect, useRef } from "preact/hooks";
import { joined } from "../citing.ts";
import { type Paragraph, said } from "../coverage.ts";
import type { Index } from "../index.ts";
import { relatedTo } from "../timeline.ts";
import { CopyButton } from "../ui/cite.tsx";
import { useApp } from "../ui/context.ts";
import { Page, VoiceLine } from "../ui/marks.tsx";
import { StatementItem } from "../ui/statement.tsx";

const PAGES = "99999";

/** The note with which the paragraph's page is cited. */
export function noteOf(index: Index, paragraph: Paragraph): string {
  const row = index.data.citing.sources[paragraph.place.source];
  return row ? row.note.replaceAll(PAGES, joined([paragraph.place.page])) : paragraph.row.citation;
}

interface TextProps {
  paragraph: Paragraph;
  before: string;
  after: string;
  onGo: (id: string) => void;
}

export function ParagraphText({ paragraph, before, after, onGo }: TextProps) {
  const app = useApp();
  const { index, state } = app;
  const { row, edges, place } = paragraph;
  const box = useRef<HTMLElement>(null);
  const near = relatedTo(index, state.value.selected);
  const chapter = index.chapters.get(place.chapter);
  const note = noteOf(index, paragraph);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    box.current?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }, [row.id]);
  return (
    <article class="scroll" ref={box} aria-labelledby="cv-title">
      <div class="bar">
        <button type="button" disabled={!before} onClick={() => onGo(before)}>
          ← Before
        </button>
        <button type="button" disabled={!after} onClick={() => onGo(after)}>
          Next →
        </button>
        <button type="button" class="cv-back" onClick={() => onGo("")}>
          All paragraphs
        </button>
      </div>
      <h2 id="cv-title" tabIndex={-1} dir="auto">
        {row.citation}
      </h2>
      <p class="meta" dir="auto">
        {chapter ? `Chapter ${chapter.number}, ${chapter.section || chapter.title}. ` : ""}
        {row.url ? (
          <>
            Public edition: <Page citation={row.citation} url={row.url} />
          </>
        ) : null}
      </p>
      <p>
        <b>{said(index, paragraph)}.</b>
      </p>
      <ul class="cv-key">
        {index.data.voices.map((voice) =>
          paragraph.voices.get(voice.id) ? (
            <li key={voice.id}>
              <VoiceLine voice={voice.id} /> {voice.label}: {voice.meaning}
            </li>
          ) : null,
        )}
      </ul>
      <details class="cite">
        <summary>Cite this page</summary>
        <p dir="auto">{note}</p>
        <CopyButton text={() => note} label="Copy" />
      </details>
      <ol class="cv-statements">
        {edges.map((edge) => (
          <li key={edge.id} class={edge.id === state.value.selected ? "here" : near.has(edge.id) ? "near" : ""}>
            <ul class="statements">
              <StatementItem edge={edge} self="" />
            </ul>
          </li>
        ))}
      </ol>
    </article>
  );
}
