// The library of questions, grouped, with a box to search it.

import { useState } from "preact/hooks";
import type { ParameterRow, QuestionRow } from "../ask/asking.ts";
import { asked, checked, type Library, pieces, SlotFault } from "../ask/library.ts";
import { plain } from "../spelling.ts";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import { choose } from "./ask-parts.ts";

/** An example that shows voice and page, the two things that every statement has. */
const starter = ({ asking, index }: Library): string => {
  const own = Object.entries(asking.prefixes).find(([, address]) => address === asking.vocabulary)?.[0] ?? "kgo";
  const relation = asking.relations.find((row) => row.id === index.data.edges[0]?.relation)?.camel ?? "supports";
  const common = index.data.edges.some((edge) => edge.relation === "supports") ? "supports" : relation;
  return `# Who ${common} what, in whose voice, on which page
SELECT ?who ?what ?voice ?page ?statement
WHERE {
  ?statement rdf:predicate ${own}:${common} ;
    rdf:subject ?who ;
    rdf:object ?what ;
    ${own}:voice ?voice ;
    dcterms:source/rdfs:label ?page .
}
LIMIT 100
`;
};

function example(library: Library, parameter: ParameterRow): string {
  try {
    return checked(library, parameter, parameter.default).words;
  } catch (error) {
    if (!(error instanceof SlotFault)) throw error;
    return `… (${parameter.explanation})`;
  }
}

export function QuestionList({ library }: { library: Library }) {
  const app = useApp();
  const [words, setWords] = useState("");
  const { questions, groups } = library.asking;
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const text = (question: QuestionRow): string =>
    plain(
      [
        question.name,
        question.text,
        asked(library, question, {}),
        ...question.parameters.map((parameter) => parameter.explanation),
        ...question.remarks,
      ].join(" "),
    );
  const found = questions.filter((question) => {
    const all = text(question);
    return wanted.every((word) => all.includes(word));
  });
  return (
    <>
      <div class="bar">
        <label>
          Find a question{" "}
          <input
            type="text"
            value={words}
            placeholder="trade, who supported, date…"
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <button type="button" onClick={() => choose(app, "", { own: "1", query: starter(library) })}>
          Write your own query
        </button>
        <span class="status" role="status">
          {count(found.length, "question")}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <div class="scroll questions" tabIndex={0}>
        {groups.map((group) => {
          const own = found.filter((question) => question.group === group.id);
          return own.length ? (
            <section key={group.id}>
              <h3>{group.label}</h3>
              <ul>
                {own.map((question) => (
                  <li key={question.name}>
                    <button type="button" onClick={() => choose(app, question.name)} dir="auto">
                      {pieces(question).sentence.map((piece, i) =>
                        piece.parameter ? <b key={i}>{example(library, piece.parameter)}</b> : piece.text,
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ) : null;
        })}
        {found.length ? null : <p class="none">No question has these words; write a query of your own.</p>}
      </div>
    </>
  );
}
