// Generated from the Python model by graph_builder/views/explorer_types.py; do not edit.

export interface SourceRow {
  id: string;
  short: string;
  title: string;
  reference: string;
  url: string;
}

export interface KindRow {
  id: string;
  label: string;
  shape: string;
  colour: string;
  path: string;
  meaning: string;
  count: number;
}

export interface VoiceRow {
  id: string;
  label: string;
  dash: number[];
  meaning: string;
  count: number;
}

export interface RelationRow {
  id: string;
  label: string;
  inverse: string;
  definition: string;
  count: number;
}

export interface When {
  words: string;
  earliest: string;
  latest: string;
  edtf: string;
}

export interface Cite {
  citation: string;
  url: string;
}

export interface OutcomeCard {
  answer: string;
  by: string[];
  when: When | null;
  passages: Cite[];
  note: string;
}

export interface Node {
  id: string;
  label: string;
  kind: string;
  type: string;
  aka: string[];
  when: When | null;
  passages: Cite[];
  note: string;
  editor: string;
  gloss: string;
  denies: string[];
  quote: string;
  hedge: string;
  certainty: string;
  first: boolean;
  holders: string[];
  concept: string;
  several: boolean;
  outcome: OutcomeCard | null;
  same_as: (Record<string, string>)[];
  statement: string;
  degree: number;
  x: number;
  y: number;
}

export interface Edge {
  id: string;
  from: string;
  to: string;
  relation: string;
  label: string;
  sentence: string;
  voice: string;
  negated: boolean;
  doubt: boolean;
  symmetric: boolean;
  plain: boolean;
  claim: boolean;
  nested: boolean;
  first: boolean;
  mode: string;
  certainty: string;
  hedge: string;
  confidence: string;
  author: string;
  open: string;
  view: string;
  by: string[];
  at: string[];
  places: string[];
  via: string[];
  sense: string;
  role: string;
  how: string;
  quote: string;
  note: string;
  editor: string;
  passage: string;
  citation: string;
  url: string;
  when: When | null;
  bend: number;
}

export interface PassageRow {
  id: string;
  citation: string;
  url: string;
  nothing: string;
  statements: string[];
}

export interface FamilyRow {
  id: string;
  label: string;
  relations: string[];
}

export interface ChapterRow {
  id: string;
  source: string;
  number: string;
  title: string;
  section: string;
  first: number;
  last: number;
  paragraphs: Record<string, number>;
}

export interface PlaceRow {
  source: string;
  chapter: string;
  page: number;
  paragraph: number;
}

export interface CiteRow {
  note: string;
  entry: string;
  bibtex: string;
  csl: string;
}

export interface CiteTable {
  graph: CiteRow;
  sources: Record<string, CiteRow>;
}

export interface ParagraphRow {
  id: string;
  citation: string;
  url: string;
  nothing: string;
  statements: string[];
  yielded: number;
}

export interface DateRow {
  begin: string[];
  end: string[];
  precision: string;
  inferred: string;
  approximate: boolean;
  uncertain: boolean;
  julian: boolean;
}

export interface FigureRow {
  unit: string;
  low: string;
  high: string;
  bound: string;
  compared_to: string;
}

export interface OutcomeRow {
  introduced: string[];
  answered: string[];
}

export interface Details {
  written: Record<string, string>;
  figures: Record<string, FigureRow>;
  outcomes: Record<string, OutcomeRow>;
  evidence: Record<string, string[]>;
  told: Record<string, string[][]>;
  positions: number[];
}

export interface ExplorerPayload {
  title: string;
  description: string;
  language: string;
  licence: string;
  curators: string[];
  only: string[] | null;
  sources: SourceRow[];
  kinds: KindRow[];
  voices: VoiceRow[];
  relations: RelationRow[];
  nodes: Node[];
  edges: Edge[];
  names: Record<string, string>;
  passages: PassageRow[];
  families: FamilyRow[];
  chapters: ChapterRow[];
  places: Record<string, PlaceRow>;
  pages: Record<string, string[]>;
  signs: Record<string, string>;
  base: string;
  prefixes: Record<string, string>;
  citing: CiteTable;
  paragraphs: ParagraphRow[];
  dates: Record<string, DateRow>;
  details: Details;
}
