// The views, in the order of their tabs.  A new view is a component and a row here; the shell knows no view by name.

import type { FunctionComponent } from "preact";
import { AskView } from "./ask.tsx";
import { BeliefsView } from "./beliefs.tsx";
import { CompareView } from "./compare.tsx";
import { CoverageView } from "./coverage.tsx";
import { GraphView } from "./graph.tsx";
import { PathsView } from "./paths.tsx";
import { SensesView } from "./senses.tsx";
import { TableView } from "./table.tsx";
import { TimelineView } from "./timeline.tsx";

export interface View {
  /** Stands in the address as view=id; the view's own parameters are `state.own["id.name"]`. */
  id: string;
  title: string;
  /** The key that opens it, pressed outside of a text box. */
  key: string;
  /** What it shows, in a few words. */
  hint: string;
  /** Fills the main part of the page; it finds everything through `useApp()`. */
  component: FunctionComponent;
  /** Whether the slider of time stands below it. */
  timed: boolean;
  /** Whether it can be shown before the sentences have been read. */
  early?: boolean;
}

export const VIEWS: readonly View[] = [
  {
    id: "graph",
    title: "Graph",
    key: "g",
    hint: "Things and what joins them",
    component: GraphView,
    timed: true,
    early: true,
  },
  { id: "timeline", title: "Timeline", key: "l", hint: "What happened when", component: TimelineView, timed: true },
  { id: "table", title: "Table", key: "t", hint: "Every statement as a row", component: TableView, timed: true },
  { id: "paths", title: "Paths", key: "p", hint: "How two things are connected", component: PathsView, timed: true },
  {
    id: "senses",
    title: "Senses",
    key: "s",
    hint: "What a term meant, to whom and when",
    component: SensesView,
    timed: true,
  },
  {
    id: "compare",
    title: "Compare",
    key: "c",
    hint: "Two to four outlooks side by side",
    component: CompareView,
    timed: false,
  },
  {
    id: "beliefs",
    title: "Beliefs",
    key: "b",
    hint: "What an outlook takes to lead to what, with signs",
    component: BeliefsView,
    timed: false,
  },
  {
    id: "coverage",
    title: "Coverage",
    key: "v",
    hint: "What each page and paragraph yielded",
    component: CoverageView,
    timed: true,
  },
  {
    id: "ask",
    title: "Ask",
    key: "a",
    hint: "Questions in plain English, or in SPARQL",
    component: AskView,
    timed: false,
  },
];

export const viewOf = (id: string): View => VIEWS.find((view) => view.id === id) ?? VIEWS[0]!;
