// The belief map: what an outlook takes to lead to what, drawn from left to right; and the ways from A to B with the sign
// of each.

import { useEffect, useMemo } from "preact/hooks";
import { partOf } from "../beliefpart.ts";
import { AUTHOR, type Chains, chains, choices, FACTS, mapOf } from "../beliefs.ts";
import { labelOf } from "../index.ts";
import type { Measure } from "../labels.ts";
import { FONT, mapScene } from "../mapscene.ts";
import { mapSvg, titleOf } from "../mapsvg.ts";
import { blobOf, save } from "../share/files.ts";
import { useOffer } from "../share/offers.ts";
import { leftOut } from "../share/told.ts";
import { useApp } from "../ui/context.ts";
import { Links, VoiceLine } from "../ui/marks.tsx";
import { StatementItem } from "../ui/statement.tsx";
import { count } from "../words.ts";
import { Canvas, measureOf } from "./beliefcanvas.tsx";
import { Ways } from "./beliefways.tsx";

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8];
export function BeliefsView() {
  const app = useApp();
  const { index, shown, state } = app;
  const { own, selected } = state.value;
  const rows = useMemo(() => choices(index), [index]);
  const known = (id: string): boolean => id === FACTS || id === AUTHOR || rows.some((row) => row.id === id);
  const asked = own["beliefs.of"] ?? "";
  const of = known(asked) ? asked : (rows.find((row) => row.links)?.id ?? AUTHOR);
  const big = own["beliefs.big"] === "1";
  const steps = STEPS.includes(Number(own["beliefs.steps"])) ? Number(own["beliefs.steps"]) : 5;

  const map = useMemo(() => mapOf(index, of, (edge) => shown.value.edges.has(edge.id)), [index, of, shown.value]);
  const whole = useMemo(() => mapOf(index, of).edges.length, [index, of]);
  const [from, to] = [own["beliefs.from"] ?? "", own["beliefs.to"] ?? ""].map((id) =>
    map.things.includes(id) ? id : "",
  ) as [string, string];
  const ready = from !== "" && to !== "";
  const ways = useMemo(
    () => (ready ? chains(index, map, from, to, steps) : NONE),
    [index, map, ready, from, to, steps],
  );
  const single = ways.found[Number(own["beliefs.path"]) - 1];
  const back = useMemo(
    () => ready && !ways.found.length && chains(index, map, to, from, steps).shortest > 0,
    [index, map, ready, ways, from, to, steps],
  );
  const lit = useMemo(
    () => new Set((single ? [single] : ways.found).flatMap((chain) => chain.edges.map((edge) => edge.id))),
    [ways, single],
  );
  const part = useMemo(
    () => partOf(map, ready ? from : selected, ready ? lit : NO_LINKS),
    [map, ready, from, selected, lit],
  );
  const title = titleOf(index, map);
  const svg = (measure: Measure): string =>
    mapSvg(
      index,
      part,
      mapScene(index, part, 1400, (words) => (measure(words) * FONT.name) / 13),
      ready ? lit : null,
      leftOut(index, state.value),
      measure,
    );
  useOffer({
    statements: () => {
      const seen = new Set([...part.edges, ...[...part.stances.values()].flat()]);
      return index.data.edges.filter((edge) => seen.has(edge));
    },
    things: () => (index.nodes.has(of) ? [of] : []),
    drawing: () => (map.links.length ? { title, svg } : null),
  });

  const keep = (values: Record<string, string>, say = ""): void =>
    app.go((now) => ({ own: { ...now.own, ...values } }), { say });
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (!big || event.key !== "Escape") return;
      event.stopImmediatePropagation();
      app.go((now) => ({ own: { ...now.own, "beliefs.big": "" } }));
    };
    addEventListener("keydown", close, true);
    return () => removeEventListener("keydown", close, true);
  }, [app, big]);

  const saveSvg = (): void => {
    const inPage = measureOf();
    save(
      `beliefs-${of.replace(/[^a-z0-9-]/gi, "")}.svg`,
      blobOf(
        svg((words) => (inPage(words) * 13) / FONT.name),
        "image/svg+xml",
      ),
    );
    app.say("SVG of the map saved");
  };
  // Of a large map the list would be endless: what is drawn, and through the search whatever is selected.
  const things = [...new Set([...part.things, ...[from, to].filter(Boolean)])].sort((a, b) =>
    labelOf(index, a).toLowerCase() < labelOf(index, b).toLowerCase() ? -1 : 1,
  );
  const end = (label: string, key: string, value: string) => (
    <label>
      {label}{" "}
      <select
        aria-label={`${label}: where the ways ${label === "A" ? "begin" : "end"}`}
        value={value}
        onChange={(event) => keep({ [key]: event.currentTarget.value, "beliefs.path": "" })}
      >
        <option value="" selected={value === ""}>
          choose…
        </option>
        {things.map((id) => (
          <option key={id} value={id} selected={id === value}>
            {labelOf(index, id)}
          </option>
        ))}
      </select>
    </label>
  );
  const letters = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement && event.key.length === 1) event.stopPropagation();
  };
  return (
    <section
      class={`beliefsview${big ? " big" : ""}${ready ? " asked" : ""}`}
      aria-label="Belief map"
      onKeyDown={letters}
    >
      <div class="bar">
        <label class="whose">
          What{" "}
          <select
            aria-label="What is drawn"
            value={of}
            onChange={(event) =>
              keep(
                { "beliefs.of": event.currentTarget.value, "beliefs.from": "", "beliefs.to": "", "beliefs.path": "" },
                "Another map",
              )
            }
          >
            <optgroup label="Outlooks: beliefs, not facts">
              {rows.map((row) => (
                <option key={row.id} value={row.id} selected={row.id === of} disabled={!row.links}>
                  {row.node.label} ({row.links || "no causal links"})
                </option>
              ))}
            </optgroup>
            <optgroup label="The author">
              <option value={FACTS} selected={of === FACTS}>
                What the author says, as plain facts
              </option>
              <option value={AUTHOR} selected={of === AUTHOR}>
                The author also on aims, chances, doubts and denials
              </option>
            </optgroup>
          </select>
        </label>
        <span class="tools">
          {map.things.includes(selected) ? (
            <>
              <button type="button" onClick={() => keep({ "beliefs.from": selected, "beliefs.path": "" })}>
                Begin at the selected
              </button>
              <button type="button" onClick={() => keep({ "beliefs.to": selected, "beliefs.path": "" })}>
                End there
              </button>
            </>
          ) : null}
          <button type="button" onClick={saveSvg} disabled={!map.links.length}>
            SVG
          </button>
          <button
            type="button"
            aria-pressed={big}
            title={big ? "Escape" : undefined}
            onClick={() => keep({ "beliefs.big": big ? "" : "1" })}
          >
            {big ? "Smaller" : "Whole window"}
          </button>
        </span>
        <span class="ends">
          {end("A", "beliefs.from", from)}
          <button
            type="button"
            aria-label="Change A and B"
            onClick={() => keep({ "beliefs.from": to, "beliefs.to": from, "beliefs.path": "" })}
          >
            ⇄
          </button>
          {end("B", "beliefs.to", to)}
          <label class="upto">
            up to{" "}
            <select
              aria-label="up to how many steps"
              value={String(steps)}
              onChange={(event) => keep({ "beliefs.steps": event.currentTarget.value, "beliefs.path": "" })}
            >
              {STEPS.map((number) => (
                <option key={number} value={String(number)} selected={number === steps}>
                  {count(number, "step")}
                </option>
              ))}
            </select>
          </label>
        </span>
      </div>
      <Voice of={of} hidden={whole - map.edges.length} />
      {part === map ? null : (
        <p class="notice">
          Of {count(map.links.length, "link")} the {part.links.length} nearest to {labelOf(index, part.begin)} are
          drawn. Choose another thing, or A and B, to see what lies near it.
        </p>
      )}
      <Canvas
        map={part}
        title={title}
        lit={ready ? lit : null}
        from={from}
        to={to}
        onBig={big ? null : () => keep({ "beliefs.big": "1" })}
      />
      {ready ? (
        <Ways
          ways={ways}
          steps={steps}
          map={map}
          from={from}
          to={to}
          back={back}
          single={single ? (own["beliefs.path"] ?? "") : ""}
          onSingle={(value) => keep({ "beliefs.path": value })}
        />
      ) : null}
      {big && index.edges.has(selected) && !ready ? (
        <ul class="statements caption">
          <StatementItem edge={index.edges.get(selected)!} self="" />
        </ul>
      ) : null}
    </section>
  );
}

const NO_LINKS: ReadonlySet<string> = new Set();
const NONE: Chains = { found: [], more: false, shortest: 0 };

function Voice({ of, hidden }: { of: string; hidden: number }) {
  const { index } = useApp();
  const node = index.nodes.get(of);
  return (
    <div class="told">
      {node ? (
        <p>
          <VoiceLine voice="outlook" /> <strong>A belief, not a fact.</strong> <Links ids={[of]} />, held by{" "}
          {node.holders.length ? <Links ids={node.holders} /> : "nobody whom the text names"};{" "}
          {node.when?.words ?? "undated in the text"}.
        </p>
      ) : (
        <p>
          <VoiceLine voice="author" /> <strong>The author's own words</strong>
          {of === FACTS ? ", stated as plain facts." : ", also on what was meant, possible, doubted or denied."}
        </p>
      )}
      <ul class="signs" aria-label="Signs">
        <li>
          <b class="pill plus">+</b> promotes
        </li>
        <li>
          <b class="pill minus">−</b> hinders
        </li>
        <li>
          <b class="pill if">if</b> condition of
        </li>
        <li>
          <b class="pill">✕</b> denied
        </li>
        <li>
          <b class="pill">may, meant</b> possible, intended only
        </li>
        <li>
          <b class="pill">?</b> doubted
        </li>
      </ul>
      {hidden ? <p class="notice">{count(hidden, "link")} hidden by the filters.</p> : null}
    </div>
  );
}
