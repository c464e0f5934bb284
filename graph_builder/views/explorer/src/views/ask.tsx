// Ask: the library of questions in plain English, or a query of one's own, answered within the page.

import { useEffect, useState } from "preact/hooks";
import { prologue } from "../ask/library.ts";
import { SECONDS, type Session, sessionOf } from "../ask/session.ts";
import { useOffer } from "../share/offers.ts";
import { CopyButton } from "../ui/cite.tsx";
import { useApp } from "../ui/context.ts";
import { count } from "../words.ts";
import { AnswerView } from "./ask-answer.tsx";
import { QueryEditor } from "./ask-editor.tsx";
import { QuestionList } from "./ask-list.tsx";
import { type Asked, askedIn, choose, keep } from "./ask-parts.ts";
import { Sentence } from "./ask-slots.tsx";

const NOTHING = { statements: () => [] };

export function AskView() {
  const app = useApp();
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  useEffect(() => {
    let there = true;
    void sessionOf(app).then((made) => there && setSession(made));
    return () => {
      there = false;
    };
  }, [app]);
  return (
    <section class="askview" aria-label="Ask" data-phase={session?.told.value.phase ?? "none"}>
      {session ? <Asking session={session} /> : null}
      {session === null ? (
        <p class="none">This page was made without the query engine; `graph-builder build` makes one with it.</p>
      ) : null}
    </section>
  );
}

function Asking({ session }: { session: Session }) {
  const app = useApp();
  const asked = askedIn(session.library, app.state.value.own);
  const told = session.told.value;
  const { question, query, run } = asked;
  const about = question?.name ?? "";
  const [seconds, setSeconds] = useState<number>(SECONDS[0]);
  const busy = told.phase === "loading" || told.phase === "running";
  const mine = told.about === about && told.phase !== "idle";
  // The rows of an answer tell themselves what they show; without them nothing of the graph is on screen.
  const rows = (question !== null || asked.open) && mine && told.answer !== null && told.answer.form !== "truth";
  useOffer(rows ? null : NOTHING);

  // What was just written may not be drawn yet.
  const ask = (): void => {
    const now = askedIn(session.library, app.state.value.own);
    if (now.faults.size && !now.changed) {
      app.say([...now.faults.values()].join(" "));
      return;
    }
    void session.run(now.query, now.question?.name ?? "", seconds);
    keep(app, { run: "1", sort: "" });
  };
  const stop = (): void => {
    session.stop();
    keep(app, { run: "" }, { step: false });
  };

  // A link, and going back and forward, ask again what was asked there.
  useEffect(() => {
    if (run && query && session.told.value.query !== query) void session.run(query, about, seconds);
  }, [run, query, about, session, seconds]);
  useEffect(() => {
    if (told.phase === "answered") app.say(said(told.answer?.yes ?? null, told.answer?.rows.length ?? 0));
    if (told.phase === "failed" && told.fault) app.say(`${told.fault.message} ${told.fault.remedy}`);
  }, [told, app]);

  if (!question && !asked.open) return <QuestionList library={session.library} />;
  return (
    <>
      <div class="asking">
        <p class="bar">
          <button type="button" onClick={() => choose(app, "")}>
            ← All questions
          </button>
          {question ? null : <b>A query of your own, in SPARQL</b>}
        </p>
        {question ? <Sentence library={session.library} question={question} asked={asked} ask={ask} /> : null}
        {asked.open ? <QueryEditor session={session} asked={asked} ask={ask} /> : null}
        <div class="bar run">
          <button type="button" class="main" onClick={ask} disabled={!query.trim()} title="Ctrl+Enter in the query">
            {busy ? "Ask again" : "Ask"}
          </button>
          {busy ? (
            <button type="button" onClick={stop}>
              Stop
            </button>
          ) : null}
          {question ? <QueryButtons asked={asked} /> : null}
          <CopyButton
            label="Copy query"
            text={() => prologue(session.library, query).replaceAll("> P", ">\nP") + query}
          />
          <label>
            stop after{" "}
            <select
              value={seconds}
              onKeyDown={(event) => event.stopPropagation()}
              onChange={(event) => setSeconds(Number(event.currentTarget.value))}
            >
              {SECONDS.map((one) => (
                <option key={one} value={one}>
                  {one < 60 ? `${one} seconds` : count(one / 60, "minute")}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {mine ? (
        <AnswerView session={session} asked={asked} />
      ) : (
        <p class="none">
          Answers come from the {app.index.data.edges.length.toLocaleString("en")} statements in this page; nothing is
          sent anywhere.{" "}
          {asked.open
            ? "A pattern asks plain facts and the statements themselves; what somebody believes stands in GRAPH ?whose { … }."
            : ""}
        </p>
      )}
    </>
  );
}

const said = (yes: boolean | null, rows: number): string => (yes === null ? count(rows, "row") : yes ? "Yes" : "No");

function QueryButtons({ asked }: { asked: Asked }) {
  const app = useApp();
  return (
    <>
      <button
        type="button"
        aria-expanded={asked.open}
        onClick={() => keep(app, { own: asked.open ? "" : "1" }, { step: false })}
      >
        {asked.open ? "Hide the query" : "Show the query"}
      </button>
      {asked.changed ? (
        <button type="button" onClick={() => keep(app, { query: "", run: "" })}>
          Undo my changes
        </button>
      ) : null}
    </>
  );
}
