// Generated from the Python model by graph_builder/views/explorer_types.py; do not edit.

export interface ParameterRow {
  name: string;
  type: string;
  kinds: string[];
  default: string;
  explanation: string;
  anyone: string;
}

export interface QuestionRow {
  name: string;
  text: string;
  group: string;
  remarks: string[];
  parameters: ParameterRow[];
  query: string;
}

export interface QuestionGroup {
  id: string;
  label: string;
}

export interface TermRow {
  name: string;
  label: string;
  definition: string;
  what: string;
}

export interface RelationForm {
  id: string;
  camel: string;
  words: string;
}

export interface Asking {
  questions: QuestionRow[];
  groups: QuestionGroup[];
  prefixes: Record<string, string>;
  library: Record<string, string>;
  vocabulary: string;
  terms: TermRow[];
  relations: RelationForm[];
  verbs: Record<string, string>;
}
