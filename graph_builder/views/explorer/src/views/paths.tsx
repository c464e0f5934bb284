// How are these two connected?  The shortest few ways between two things, each step a sentence with its page.

import { useMemo } from "preact/hooks";
import { labelOf } from "../index.ts";
import { type Path, paths } from "../paths.ts";
import { useOffer } from "../share/offers.ts";
import { filterCount } from "../state.ts";
import { useApp } from "../ui/context.ts";
import { Go, KindIcon } from "../ui/marks.tsx";
import { Picker } from "../ui/picker.tsx";
import { StatementItem } from "../ui/statement.tsx";
import { count } from "../words.ts";

/** So many ways at most. */
const MOST = 5;

export function PathsView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected } = state.value;
  const from = own["paths.from"] ?? (index.nodes.has(selected) ? selected : "");
  const to = own["paths.to"] ?? "";
  const beliefs = own["paths.beliefs"] === "1";
  const ready = index.nodes.has(from) && index.nodes.has(to) && from !== to;
  const strange = [from, to].filter((id) => id !== "" && !index.nodes.has(id));
  const sifted = filterCount(state.value.filters) > 0;

  const found = useMemo(
    () =>
      ready
        ? paths(from, to, (id) => index.touching.get(id) ?? [], {
            most: MOST,
            allow: (edge) => shown.value.edges.has(edge.id) && (beliefs || edge.plain),
          })
        : [],
    [ready, from, to, beliefs, index, shown.value],
  );
  useOffer({ statements: () => [...new Set(found.flatMap((path) => path.map((step) => step.edge)))] });
  const keep = (values: Record<string, string>, say = ""): void =>
    app.go((now) => ({ own: { ...now.own, ...values } }), { say });

  return (
    <section class="pathsview" aria-label="Paths">
      <div class="bar">
        <Picker label="From" id={from} onPick={(id) => keep({ "paths.from": id })} />
        <button type="button" onClick={() => keep({ "paths.from": to, "paths.to": from })} aria-label="Change places">
          ⇄
        </button>
        <Picker label="To" id={to} onPick={(id) => keep({ "paths.from": from, "paths.to": id })} />
        <label>
          <input type="checkbox" checked={beliefs} onChange={() => keep({ "paths.beliefs": beliefs ? "" : "1" })} />{" "}
          with beliefs, reports and denials
        </label>
      </div>
      <div class="scroll">
        {ready ? (
          <p class="status" role="status">
            {found.length
              ? `${found.length < MOST ? count(found.length, "way") : `The ${MOST} shortest ways`}, ${found.length < MOST ? "the shortest" : "the first"} of ${count(found[0]!.length, "step")}; ${found.every((path) => path.every((step) => step.edge.plain)) ? "every step is stated as a fact" : "not all steps are facts"}.`
              : `No way${beliefs ? "" : " by facts alone; try with beliefs"}${sifted ? `${beliefs ? "" : ","} with the filters that are on` : ""}.`}
          </p>
        ) : (
          <p class="none">
            {strange.length
              ? `This graph does not have ${strange.join(" or ")}: choose another.`
              : from && from === to
                ? `${labelOf(index, from)} is one thing: choose another to see how the two are connected.`
                : "Choose two things to see how the text connects them."}
          </p>
        )}
        {found.map((path, i) => (
          <Way key={path.map((step) => step.edge.id).join()} path={path} number={i + 1} />
        ))}
      </div>
    </section>
  );
}

function Way({ path, number }: { path: Path; number: number }) {
  const app = useApp();
  const ids = [path[0]!.from, ...path.map((step) => step.to)];
  return (
    <section class="way">
      <h3>
        {number}.{" "}
        {ids.map((id, i) => (
          <span key={id}>
            {i ? <span aria-hidden="true"> → </span> : null}
            <KindIcon kind={app.index.nodes.get(id)!.kind} /> {labelOf(app.index, id)}
          </span>
        ))}
      </h3>
      <ol class="statements">
        {path.map((step) => (
          <StatementItem key={step.edge.id} edge={step.edge} self="" />
        ))}
      </ol>
      <button type="button" onClick={() => app.go({ view: "graph", open: ids, all: false, selected: path[0]!.from })}>
        Show in the graph
      </button>{" "}
      <Go id={ids[0]!}>About {labelOf(app.index, ids[0]!)}</Go>
    </section>
  );
}
