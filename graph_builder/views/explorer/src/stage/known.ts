// Generated from the Python model by graph_builder/views/explorer_types.py; do not edit.

export interface LiveThing {
  label: string;
  kind: string;
  when: string;
  aka: string[];
  holders: string;
  gloss: string;
  statements: string[];
}

export interface LiveStatement {
  sentence: string;
  voice: string;
  whose: string;
  hedge: string;
  note: string;
  citation: string;
  url: string;
  ends: string[];
}

export interface LiveKind {
  label: string;
  colour: string;
  path: string;
}

export interface Live {
  things: Record<string, LiveThing>;
  statements: Record<string, LiveStatement>;
  kinds: Record<string, LiveKind>;
  dashes: Record<string, number[]>;
  scenes: Record<string, string[]>;
}
