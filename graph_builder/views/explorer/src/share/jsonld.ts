// What is shown as JSON-LD: of each statement, thing, passage and source in it, the same triples as in graph.jsonld.
// Source of the terms: graph_builder/graph/rdf.py; a test compares the two, so that what is new there is missed here.

import { type Index, labelOf } from "../index.ts";
import type { Edge, FigureRow, Node } from "../payload.ts";
import { safeUrl } from "../words.ts";
import { camel, type Item, Writer } from "./rdf.ts";

function thing(write: Writer, index: Index, node: Node): void {
  const item = write.item(write.thing(node.id));
  if (node.kind === "Claim") return; // the statement says it
  write.type(item, node.kind);
  write.words(item, "rdfs:label", node.label);
  const number = index.data.details.figures[node.id];
  if (number) figure(write, item, number);
  if (node.kind === "Figure") return;
  if (node.type) write.link(item, "hasType", `${index.data.base}type/${node.type.replaceAll(" ", "-")}`);
  write.words(item, "skos:altLabel", ...node.aka);
  write.words(item, "skos:note", node.note);
  write.words(item, "skos:editorialNote", node.editor);
  write.words(item, "gloss", node.gloss);
  write.words(item, "denies", ...node.denies);
  write.words(item, "quote", node.quote);
  write.words(item, "hedge", node.hedge);
  write.code(item, "certainty", node.certainty);
  if (node.first) write.code(item, "first", "true", "xsd:boolean");
  write.date(item, node.when);
  const { outcome } = node;
  const passages = index.data.details.outcomes[node.id];
  if (outcome) {
    write.code(item, "cameTrue", outcome.answer);
    write.words(item, "outcomeNote", outcome.note);
    if (outcome.when) write.code(item, "outcomeDate", outcome.when.edtf, "edtf:EDTF");
    for (const id of passages?.answered ?? []) source(write, index, item, id, "outcomeSource");
  }
  for (const id of passages?.introduced ?? index.data.pages[node.id] ?? []) source(write, index, item, id);
  for (const same of node.same_as) {
    const address = safeUrl(same.iri ?? "");
    if (address) write.link(item, `skos:${same.match}`, address);
    if (address) write.code(item, "matchChecked", same.checked ?? "", "edtf:EDTF");
  }
  for (const words of index.data.details.evidence[node.id] ?? []) write.code(item, "matchEvidence", words);
}

function figure(write: Writer, item: Item, { unit, low, high, bound, compared_to }: FigureRow): void {
  write.words(item, "unit", unit);
  if (low === high && !bound) write.code(item, "value", low, "xsd:decimal");
  write.code(item, "minimum", low, "xsd:decimal");
  write.code(item, "maximum", high, "xsd:decimal");
  write.code(item, "figureBound", bound);
  write.words(item, "comparedTo", compared_to);
}

/** The passage that something rests on, with its page, chapter and source. */
function source(write: Writer, index: Index, item: Item, id: string, predicate = "dcterms:source"): void {
  const { places, passages, sources, chapters } = index.data;
  write.link(item, predicate, write.thing(id));
  const place = places[id];
  const known = write.items.has(write.thing(id));
  if (!place || known) return;
  const row = passages.find((one) => one.id === id);
  const book = sources.find((one) => one.id === place.source);
  const chapter = chapters.find((one) => one.id === place.chapter);
  const part = chapter ? `${place.source}-ch${chapter.number}` : place.source;
  const passage = write.item(write.thing(id));
  write.type(passage, "Passage");
  const citation = `${book?.short ?? place.source}, p. ${place.page} ¶${place.paragraph}`;
  write.code(passage, "rdfs:label", citation);
  write.link(passage, "dcterms:isPartOf", write.thing(part));
  write.code(passage, "page", String(place.page), "xsd:integer");
  write.code(passage, "paragraph", String(place.paragraph), "xsd:integer");
  write.words(passage, "nothing", row?.nothing ?? "");
  if (!book) return;
  bookOf(write, index, place.source);
  for (const one of chapters.filter((other) => other.source === place.source)) {
    const own = write.item(write.thing(`${one.source}-ch${one.number}`));
    write.type(own, "Chapter");
    write.link(own, "dcterms:isPartOf", write.thing(one.source));
    write.code(own, "rdfs:label", `${book.short}, ch. ${one.number}`);
    write.code(own, "dcterms:title", one.title);
    write.code(own, "firstPage", String(one.first), "xsd:integer");
    write.code(own, "lastPage", String(one.last), "xsd:integer");
  }
}

interface Csl {
  author?: { family: string; given?: string }[];
  publisher?: string;
  issued?: { "date-parts"?: number[][]; literal?: string };
  version?: string;
  "container-title"?: string;
}

/** A source, from its row and from what "cite this" knows of it. */
function bookOf(write: Writer, index: Index, id: string): void {
  const row = index.data.sources.find((one) => one.id === id);
  const cited = index.data.citing.sources[id];
  if (!row || !cited) return;
  const csl: Csl = JSON.parse(cited.csl);
  const item = write.item(write.thing(id));
  write.type(item, "Source");
  write.code(item, "rdfs:label", row.short);
  write.code(item, "dcterms:title", row.title);
  write.code(item, "dcterms:issued", issued(csl));
  for (const { family, given } of csl.author ?? [])
    write.code(item, "dc:creator", given ? `${family}, ${given}` : family);
  write.code(item, "dc:publisher", csl.publisher ?? "");
  if (safeUrl(row.url)) write.link(item, "foaf:page", row.url);
}

const issued = ({ issued: on }: Csl): string =>
  on?.literal ?? (on?.["date-parts"]?.[0] ?? []).map((part) => String(part).padStart(2, "0")).join("-");

function statement(write: Writer, index: Index, edge: Edge): void {
  const item = write.item(write.thing(edge.id));
  const things = (ids: readonly string[]): string[] => ids.filter(Boolean).map((id) => write.thing(id));
  write.type(item, "Statement");
  if (edge.claim) write.type(item, "Claim");
  write.words(item, "rdfs:label", edge.sentence);
  write.link(item, "rdf:subject", write.thing(edge.from));
  write.link(item, "rdf:predicate", write.term(camel(edge.relation)));
  write.link(item, "rdf:object", write.thing(edge.to));
  source(write, index, item, edge.passage);
  write.code(item, "voice", edge.voice);
  write.code(item, "plain", String(edge.plain), "xsd:boolean");
  write.link(item, "heldBy", ...things(edge.view ? (index.nodes.get(edge.view)?.holders ?? []) : edge.by));
  write.link(item, "inView", ...things([edge.view]));
  write.link(item, "atEvent", ...things(edge.at));
  write.link(item, "inPlace", ...things(edge.places));
  write.link(item, "via", ...things(edge.via));
  write.link(item, "sense", ...things([edge.sense]));
  const office = index.nodes.has(edge.role) || edge.role in index.data.names;
  if (office) write.link(item, "inOffice", write.thing(edge.role));
  else write.words(item, "role", edge.role);
  write.code(item, "mode", edge.mode === "actual" ? "" : edge.mode);
  write.code(item, "open", edge.open);
  write.code(item, "confidence", edge.confidence);
  write.code(item, "certainty", edge.certainty);
  write.code(item, "verdict", edge.author);
  write.words(item, "how", edge.how);
  write.words(item, "hedge", edge.hedge);
  write.words(item, "quote", edge.quote);
  write.words(item, "skos:note", edge.note);
  write.words(item, "skos:editorialNote", edge.editor);
  if (edge.negated) write.code(item, "negated", "true", "xsd:boolean");
  if (edge.first) write.code(item, "first", "true", "xsd:boolean");
  write.date(item, edge.when);
}

/** What only the graph's own files say otherwise, of everything that is spoken of. */
function rest(write: Writer, { data }: Index, statements: readonly Edge[]): void {
  const place = new Map(data.edges.map((edge, i) => [edge.id, data.details.positions[i] ?? 0]));
  for (const { id } of statements) {
    const position = place.get(id);
    if (position) write.code(write.item(write.thing(id)), "position", String(position), "xsd:integer");
  }
  for (const [id, rows] of Object.entries(data.details.told)) {
    const subject = id ? write.thing(id) : data.base;
    if (!write.items.has(subject)) continue;
    for (const [predicate = "", value = "", kind] of rows)
      if (kind === "@id") write.link(write.item(subject), predicate, value);
      else write.code(write.item(subject), predicate, value, kind);
  }
}

/** The bare triple: in the default graph if it is a plain fact, else in the graph of whoever believes it. */
function bare(write: Writer, index: Index, edge: Edge, graphs: Map<string, Writer>): void {
  const put = (target: Writer): void =>
    target.link(target.item(target.thing(edge.from)), camel(edge.relation), target.thing(edge.to));
  if (edge.plain) {
    put(write);
    return;
  }
  if (edge.negated || edge.mode !== "actual" || edge.doubt) return;
  for (const owner of edge.view ? [edge.view] : edge.by) {
    const name = `${index.data.base}graph/${owner}`;
    const graph = graphs.get(owner) ?? new Writer(index);
    graphs.set(owner, graph);
    put(graph);
    write.link(write.item(name), "graphOf", write.thing(owner));
    write.words(write.item(name), "rdfs:label", `${labelOf(index, owner)}: what is held to be so`);
  }
}

/** These statements and things as JSON-LD; beliefs stand in a named graph of whoever holds them. */
export function jsonldOf(index: Index, statements: readonly Edge[], things: readonly string[]): string {
  const { base, licence, curators, description, prefixes, citing } = index.data;
  const write = new Writer(index);
  const top = write.item(base);
  const graph: Csl = JSON.parse(citing.graph.csl);
  write.type(top, "void:Dataset");
  write.words(top, "dcterms:title", graph["container-title"] ?? ""); // a page of a part has a title of its own
  write.words(top, "dcterms:description", description);
  write.code(top, "owl:versionInfo", graph.version ?? "");
  write.code(top, "dcterms:issued", issued(graph), "xsd:date");
  if (/^[A-Za-z0-9.+-]+$/.test(licence)) write.link(top, "dcterms:license", `https://spdx.org/licenses/${licence}`);
  else write.code(top, "dc:rights", licence);
  for (const name of curators) write.code(top, "dc:creator", name);
  const graphs = new Map<string, Writer>();
  for (const id of things) {
    const node = index.nodes.get(id);
    if (node) thing(write, index, node);
  }
  for (const edge of statements) {
    statement(write, index, edge);
    bare(write, index, edge, graphs);
  }
  rest(write, index, statements);
  const named = [...graphs].map(([owner, graph]) => ({
    "@id": `${base}graph/${owner}`,
    "@graph": [...graph.items.values()],
  }));
  const all = [...[...write.items.values()].filter((item) => Object.keys(item).length > 1), ...named];
  return `${JSON.stringify({ "@context": prefixes, "@graph": all }, null, 1)}\n`;
}
