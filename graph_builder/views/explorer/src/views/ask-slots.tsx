// A question as a sentence whose slots are filled by picking a thing, choosing a relation, or writing.

import { useState } from "preact/hooks";
import type { ParameterRow, QuestionRow } from "../ask/asking.ts";
import { ANY, type Library, named, PASSAGE, pieces, said, takes } from "../ask/library.ts";
import { labelOf } from "../index.ts";
import { plain } from "../spelling.ts";
import { useApp } from "../ui/context.ts";
import { KindIcon } from "../ui/marks.tsx";
import { type Asked, fill } from "./ask-parts.ts";

interface Props {
  library: Library;
  question: QuestionRow;
  asked: Asked;
  ask: () => void;
}

/** What may not begin a line: it stays with the slot before it. */
const POINT = /^[,.;:?!]+/;

export function Sentence({ library, question, asked, ask }: Props) {
  const { sentence, more } = pieces(question);
  const slot = (parameter: ParameterRow) => (
    <Slot key={parameter.name} library={library} parameter={parameter} asked={asked} ask={ask} />
  );
  return (
    <>
      <h2 class="question">
        {sentence.map((piece, i) => {
          if (!piece.parameter) return <span key={i}>{i ? piece.text.replace(POINT, "") : piece.text}</span>;
          return (
            <span key={i} class="kept">
              {slot(piece.parameter)}
              {POINT.exec(sentence[i + 1]?.text ?? "")?.[0]}
            </span>
          );
        })}
      </h2>
      {more.length ? (
        <p class="more">
          With{" "}
          {more.map((parameter) => (
            <span key={parameter.name}>
              {parameter.explanation}: {slot(parameter)}{" "}
            </span>
          ))}
        </p>
      ) : null}
      {asked.faults.size ? (
        <ul class="faults" role="alert">
          {[...asked.faults].map(([name, message]) => (
            <li key={name} id={`slot-${name}-fault`}>
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {question.remarks.length ? <p class="meta">{question.remarks.join(" ")}</p> : null}
    </>
  );
}

function Slot({ library, parameter, asked, ask }: Omit<Props, "question"> & { parameter: ParameterRow }) {
  const app = useApp();
  const value = asked.values[parameter.name] ?? parameter.default;
  const common = {
    id: `slot-${parameter.name}`,
    "aria-label": `${parameter.name.replaceAll("_", " ")}: ${parameter.explanation}`,
    title: parameter.explanation,
    "aria-invalid": asked.faults.has(parameter.name),
    "aria-describedby": asked.faults.has(parameter.name) ? `slot-${parameter.name}-fault` : undefined,
  };
  if (parameter.type === "thing") return <ThingSlot {...{ library, parameter, value, ask, common }} />;
  if (parameter.type === "relation")
    return (
      <select
        {...common}
        class="slot"
        value={value}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={(event) => fill(app, parameter.name, event.currentTarget.value)}
      >
        <option value={ANY}>{parameter.anyone}</option>
        {library.asking.relations.map((row) => (
          <option key={row.id} value={row.id}>
            {row.words}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...common}
      class="slot"
      type="text"
      inputMode={parameter.type === "number" ? "decimal" : undefined}
      size={Math.max(parameter.type === "number" ? 5 : 12, value.length + 1)}
      value={value}
      onInput={(event) => fill(app, parameter.name, event.currentTarget.value || " ")}
      onKeyDown={(event) => {
        if (event.key === "Enter") ask();
      }}
    />
  );
}

interface ThingProps {
  library: Library;
  parameter: ParameterRow;
  value: string;
  ask: () => void;
  common: Record<string, unknown> & { id: string };
}

interface Choice {
  id: string;
  kind: string;
  words: string;
}

const MOST = 12;

/** A box that picks one thing of the kinds that the slot takes; where it may be left open, that is offered first. */
function ThingSlot({ library, parameter, value, ask, common }: ThingProps) {
  const app = useApp();
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [flip, setFlip] = useState(false);
  const list = query === null ? [] : choices(library, parameter, query, app.finder().find);
  const here = Math.min(at, list.length - 1);
  const shown = query ?? said(library, parameter, value);
  const pick = (choice: Choice | undefined): void => {
    if (!choice) return;
    setQuery(null);
    fill(app, parameter.name, choice.id);
  };
  const key = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? list.length - 1 : 0;
    if (step && query === null) setQuery("");
    else if (step && list.length) setAt((here + step) % list.length);
    else if (event.key === "Enter" && query === null) ask();
    else if (event.key === "Enter") pick(list[here]);
    else if (event.key === "Escape" && query !== null) setQuery(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span class="slot picker">
      <input
        {...common}
        type="text"
        role="combobox"
        aria-expanded={list.length > 0}
        aria-controls={`${common.id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={list.length ? `${common.id}-${here}` : undefined}
        autocomplete="off"
        spellcheck={false}
        size={Math.min(60, Math.max(10, shown.length + 1))}
        value={shown}
        placeholder={said(library, parameter, value)}
        onFocus={(event) => {
          event.currentTarget.select();
          setFlip(tooFarRight(event.currentTarget));
        }}
        onClick={() => setQuery((now) => now ?? "")}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={key}
        onBlur={() => setQuery(null)}
      />
      <div
        id={`${common.id}-list`}
        role="listbox"
        aria-label={parameter.explanation}
        class={flip ? "list flip" : "list"}
        hidden={!list.length}
        tabIndex={-1}
      >
        {list.map((choice, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, see aria-activedescendant
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's
          <div
            key={choice.id}
            id={`${common.id}-${i}`}
            role="option"
            aria-selected={i === here}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(choice)}
          >
            {app.index.kinds.has(choice.kind) ? <KindIcon kind={choice.kind} /> : null}{" "}
            <span dir="auto">{choice.words}</span>
          </div>
        ))}
      </div>
    </span>
  );
}

/** Whether a list of its usual width would stick out of the view. */
const tooFarRight = (box: HTMLElement): boolean =>
  box.getBoundingClientRect().left + 360 > (box.closest(".view")?.getBoundingClientRect().right ?? innerWidth);

type Find = (query: string, limit?: number) => { id: string; what: string }[];

function choices(library: Library, parameter: ParameterRow, query: string, find: Find): Choice[] {
  const { index } = library;
  const wanted = plain(query.trim());
  const open: Choice[] =
    parameter.anyone && plain(parameter.anyone).startsWith(wanted)
      ? [{ id: ANY, kind: "", words: parameter.anyone }]
      : [];
  if (parameter.kinds.includes(PASSAGE)) {
    const passages = [...named(library)].filter(
      (one) => one.kind === PASSAGE && (one.id === wanted || plain(one.names[0]!).includes(wanted)),
    );
    return passages.slice(0, 4 * MOST).map(({ id, kind, names }) => ({ id, kind, words: names[0]! }));
  }
  const ids = wanted
    ? find(query, 300)
        .filter((row) => row.what === "thing")
        .map((row) => row.id)
    : [...index.rank.keys()];
  const fitting = ids.filter((id) => {
    const kind = index.nodes.get(id)!.kind;
    return kind !== "Figure" && takes(parameter, kind);
  });
  return [
    ...open,
    ...fitting.slice(0, MOST).map((id) => ({ id, kind: index.nodes.get(id)!.kind, words: labelOf(index, id) })),
  ];
}
