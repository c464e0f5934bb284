// One cell of an answer: names for ids, links for what can be selected, and a statement never without its voice.

import { cellOf, type Meaning, statementsIn } from "../ask/answer.ts";
import type { Term } from "../ask/messages.ts";
import type { Edge } from "../payload.ts";
import { useApp } from "../ui/context.ts";
import { Go, KindIcon, Page, VoiceLine } from "../ui/marks.tsx";
import { modeWords, voiceWords } from "../words.ts";

interface Props {
  meaning: Meaning;
  row: readonly (Term | null)[];
  term: Term | null;
  /** The heading, which stands beside the cell where there is no room for columns. */
  column: string;
}

export function AnswerCell({ meaning, row, term, column }: Props) {
  const { index } = useApp();
  const cell = cellOf(meaning, term);
  const edges = statementsIn(meaning, row);
  const own = edges.length === 1 ? edges[0]! : null;
  const told = (text: string): boolean => row.some((one) => one?.type === "literal" && one.value === text);

  if (cell.what === "statement") {
    const edge = index.edges.get(cell.id)!;
    return (
      <td data-column={column} class={`${edge.voice} ${told(edge.sentence) ? "" : "long"}`}>
        <Go id={edge.id}>{told(edge.sentence) ? "details" : edge.sentence}</Go>
        {told(edge.sentence) && told(edge.voice) ? null : (
          <span class="meta">
            {" "}
            <VoiceLine voice={edge.voice} /> {voiceWords(index, edge)}
            <Marks edge={edge} />
          </span>
        )}
      </td>
    );
  }
  if (cell.what === "thing")
    return (
      <td data-column={column} class="mid">
        <KindIcon kind={index.nodes.get(cell.id)!.kind} />
        {"\u00a0"}
        <Go id={cell.id}>{cell.text}</Go>
      </td>
    );
  if (own && cell.what === "text") {
    if (cell.text === own.sentence)
      return (
        <td data-column={column} class={`sentence ${own.voice}`}>
          <Go id={own.id}>{cell.text}</Go>
          <Marks edge={own} />
        </td>
      );
    if (cell.text === own.voice)
      return (
        <td data-column={column} class="mid">
          <VoiceLine voice={own.voice} /> {voiceWords(index, own)}
        </td>
      );
  }
  if (cell.what === "passage" || cell.what === "link")
    return (
      <td data-column={column} class="mid">
        <Page citation={cell.text} url={cell.url} />
      </td>
    );
  if (cell.what === "graph" && cell.id)
    return (
      <td data-column={column}>
        beliefs of <Go id={cell.id} />
      </td>
    );
  return (
    <td
      data-column={column}
      class={`${cell.what} ${width(cell.text)}`}
      dir="auto"
      title={term?.type === "uri" ? term.value : undefined}
    >
      {cell.text}
    </td>
  );
}

const width = (text: string): string => (text.length > 32 ? "long" : text.length > 12 ? "mid" : "");

/** What keeps a statement from being a plain fact, in words. */
function Marks({ edge }: { edge: Edge }) {
  const marks = [
    edge.negated ? "denied" : "",
    edge.doubt ? "doubted" : "",
    modeWords(edge),
    edge.open ? "and others" : "",
  ].filter(Boolean);
  return marks.length ? <span class="tag"> · {marks.join(" · ")}</span> : null;
}
