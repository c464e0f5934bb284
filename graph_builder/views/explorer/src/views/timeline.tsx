// The time line: dated things, offices and statements in lanes, or from top to bottom where there is little room.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { labelOf } from "../index.ts";
import { useOffer } from "../share/offers.ts";
import { range } from "../time.ts";
import { inOrder, itemsOf, lanesOf, order, passing, relatedTo } from "../timeline.ts";
import { clampSeen, moved, type Seen, zoomed } from "../timeline_pack.ts";
import { dayOf, isoOf, monthStart } from "../timeline_shape.ts";
import { useApp } from "../ui/context.ts";
import { KindIcon, VoiceLine } from "../ui/marks.tsx";
import { Chart, type ChartLane } from "./timeline_chart.tsx";
import { Key } from "./timeline_key.tsx";
import { TimeList, Told, Undated } from "./timeline_list.tsx";

const NARROW = 560;
const KIND: Record<string, string> = { events: "Event", documents: "Document", offices: "Office", others: "Outlook" };

/** The part of time that an address asks for, as 1920-01-01..1922-12-31; null if it asks for none. */
export function seenOf(text: string): Seen | null {
  const [from = Number.NaN, to = Number.NaN] = text.split("..").map(dayOf);
  return from < to ? clampSeen({ from, to }) : null;
}

export function TimelineView() {
  const app = useApp();
  const { index, state, shown } = app;
  const { own, selected } = state.value;
  const box = useRef<HTMLElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void =>
      setSize((now) => {
        const next = { width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) };
        return now.width === next.width && now.height === next.height ? now : next;
      });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, []);

  const all = useMemo(() => itemsOf(index), [index]);
  const lanes = useMemo(() => lanesOf(index), [index]);
  const usual = useMemo((): Seen => {
    const years = range(
      all.filter((item) => !item.voice).map((item) => index.spans.get(item.id) ?? null),
      0.03,
    );
    return { from: monthStart(years.first) - 60, to: monthStart(years.last + 1) + 60 };
  }, [all, index]);

  const written = own["timeline.span"] ?? "";
  const [seen, setSeen] = useState<Seen>(() => seenOf(written) ?? usual);
  const [settled, setSettled] = useState<Seen>(seen);
  const kept = useRef(written);
  const timer = useRef(0);
  useEffect(() => {
    if (written === kept.current) return;
    kept.current = written;
    setSeen(seenOf(written) ?? usual);
    setSettled(seenOf(written) ?? usual);
  }, [written, usual]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const see = useMemo(
    () =>
      (next: Seen): void => {
        const held = clampSeen(next);
        setSeen(held);
        clearTimeout(timer.current);
        timer.current = window.setTimeout(() => {
          setSettled(held);
          kept.current = next === usual ? "" : `${isoOf(held.from)}..${isoOf(held.to)}`;
          app.go((now) => ({ own: { ...now.own, "timeline.span": kept.current } }), { step: false });
        }, 300);
      },
    [app, usual],
  );

  const chosen = own["timeline.lanes"];
  const on = new Set(
    chosen === undefined || chosen === ""
      ? lanes.filter((lane) => lane.usual).map((lane) => lane.id)
      : chosen.split(",").filter((id) => lanes.some((lane) => lane.id === id)),
  );
  const keep = (name: string, value: string, say = ""): void =>
    app.go((now) => ({ own: { ...now.own, [`timeline.${name}`]: value } }), { step: false, say });
  const toggle = (id: string): void => {
    const ids = lanes.map((lane) => lane.id).filter((one) => (one === id) !== on.has(one));
    keep(
      "lanes",
      ids.join(",") || "none",
      `${lanes.find((lane) => lane.id === id)?.title} ${on.has(id) ? "off" : "on"}`,
    );
  };
  const withUndated = own["timeline.undated"] === "1";
  const withOrder = own["timeline.order"] !== "0";
  const allNames = own["timeline.names"] === "1";
  const narrow = width > 0 && width < NARROW;
  const list = own["timeline.as"] ? own["timeline.as"] === "list" : narrow;

  const here = useMemo(() => passing(all, shown.value), [all, shown.value]);
  const related = useMemo(() => relatedTo(index, selected), [index, selected]);
  const known = useMemo(() => order(index, shown.value), [index, shown.value]);
  const laneKey = [...on].join();
  const many = Math.floor(height / 80);
  const { drawn, undated } = useMemo(() => {
    const near = inOrder(here.filter((item) => item.shape && related.has(item.id)));
    const made: ChartLane[] = near.length
      ? [
          {
            id: "related",
            title: `Related to ${short(labelOf(index, selected), index.edges.get(selected)?.sentence)}`,
            items: near,
            rows: 12,
          },
        ]
      : [];
    for (const lane of lanes) {
      if (!laneKey.split(",").includes(lane.id)) continue;
      const items = inOrder(here.filter((item) => item.lane === lane.id && item.shape && !related.has(item.id)));
      made.push({
        id: lane.id,
        title: lane.title,
        items,
        rows: lane.id === "events" ? Math.max(9, many) : Math.max(6, Math.floor(many * 0.6)),
      });
    }
    if (withOrder && known.placed.length)
      made.push({ id: "order", title: "Only the order is known", items: inOrder(known.placed), rows: 9 });
    const without = here.filter(
      (item) => !item.shape && (laneKey.split(",").includes(item.lane) || related.has(item.id)),
    );
    return { drawn: made.map((lane) => (allNames ? { ...lane, rows: 500 } : lane)), undated: without };
  }, [here, related, known, laneKey, withOrder, allNames, lanes, index, selected, many]);

  // What stands in the lanes, whether or not the part of time that is seen holds it.
  const listed = [...drawn.flatMap((lane) => lane.items), ...(withUndated ? undated : [])].map((item) => item.id);
  useOffer({
    statements: () => [
      ...new Set([...listed.flatMap((id) => index.edges.get(id) ?? []), ...(withOrder ? known.told : [])]),
    ],
    things: () => listed.filter((id) => index.nodes.has(id)),
  });

  const numbers = new Map<string, number>();
  for (const item of here) if (item.shape) numbers.set(item.lane, (numbers.get(item.lane) ?? 0) + 1);
  const below = (
    <>
      {withOrder ? <Told edges={known.told} /> : null}
      {withUndated ? <Undated items={undated} /> : null}
    </>
  );
  const empty = drawn.every((lane) => !lane.items.length);

  return (
    <section class="timelineview" aria-label="Time line" ref={box}>
      <div class="toolbar">
        {list ? null : (
          <>
            <button type="button" onClick={() => see(zoomed(seen, 1.6))} aria-label="Zoom in" title="+">
              +
            </button>
            <button type="button" onClick={() => see(zoomed(seen, 1 / 1.6))} aria-label="Zoom out" title="-">
              −
            </button>
            <button type="button" onClick={() => see(moved(seen, -0.3))} aria-label="Earlier" title="←">
              ◂
            </button>
            <button type="button" onClick={() => see(moved(seen, 0.3))} aria-label="Later" title="→">
              ▸
            </button>
            <button type="button" onClick={() => see(usual)} title="0: the years in which most dates lie">
              Fit
            </button>
            <button type="button" aria-pressed={allNames} onClick={() => keep("names", allNames ? "" : "1")}>
              All names
            </button>
          </>
        )}
        <button
          type="button"
          aria-pressed={list}
          onClick={() => keep("as", list ? "lanes" : "list", list ? "As lanes" : "As a list")}
        >
          List
        </button>
        <Key />
        <fieldset class="tl-switches">
          <legend class="unseen">Lanes</legend>
          {lanes.map((lane, i) => (
            <label key={lane.id}>
              {!lane.usual && lanes[i - 1]?.usual ? <b>Statements: </b> : null}
              <input type="checkbox" checked={on.has(lane.id)} onChange={() => toggle(lane.id)} />
              {KIND[lane.id] ? <KindIcon kind={KIND[lane.id]!} /> : <VoiceLine voice={lane.id} />}
              {lane.short} <small>{(numbers.get(lane.id) ?? 0).toLocaleString("en")}</small>
            </label>
          ))}
          <label>
            <input type="checkbox" checked={withOrder} onChange={() => keep("order", withOrder ? "0" : "")} />
            Order only <small>{known.placed.length.toLocaleString("en")}</small>
          </label>
          <label>
            <input type="checkbox" checked={withUndated} onChange={() => keep("undated", withUndated ? "" : "1")} />
            Undated <small>{undated.length.toLocaleString("en")}</small>
          </label>
        </fieldset>
      </div>
      {width === 0 ? null : list ? (
        <TimeList lanes={drawn} usual={usual}>
          {below}
        </TimeList>
      ) : (
        <Chart lanes={drawn} seen={seen} usual={usual} settled={settled} width={width - 14} onSee={see}>
          {empty ? <p class="none">Nothing with a date passes the filters and the switches.</p> : null}
          {below}
        </Chart>
      )}
    </section>
  );
}

const short = (label: string, sentence = ""): string => {
  const words = sentence || label;
  return words.length > 70 ? `${words.slice(0, 68)}…` : words;
};
