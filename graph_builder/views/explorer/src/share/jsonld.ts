// What is shown as JSON-LD, in the graph's own IRIs and terms: the same triples as in graph.jsonld, fewer of them.
// Source of the terms: graph_builder/graph/rdf.py; a test says that every triple here is one there.

import type { Index } from "../index.ts";
import type { Edge, Node, When } from "../payload.ts";
import { safeUrl } from "../words.ts";

type Value = { "@id": string } | { "@value": string; "@language"?: string; "@type"?: string };
type Item = { "@id": string; "@type"?: string[] } & Record<string, unknown>;

const DAYS_BEFORE_1970 = 719_163;
const BOUNDS = ["EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd"];

export const camel = (relation: string): string =>
  relation.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Makes nodes of JSON-LD, each once, in the order in which they were first spoken of. */
class Writer {
  private readonly index: Index;
  readonly items = new Map<string, Item>();
  private readonly own: string;
  private readonly terms: string;

  constructor(index: Index) {
    this.index = index;
    const { prefixes, base } = index.data;
    const named = (address: string): string =>
      Object.entries(prefixes).find(([, value]) => value === address)?.[0] ?? "";
    this.own = named(base);
    this.terms = named(`${base.replace(/[#/]+$/, "")}/ontology#`);
  }

  thing(id: string): string {
    return `${this.own}:${id.startsWith("figure:") ? `${id.slice(7)}-figure` : id}`;
  }

  term(name: string): string {
    return name.includes(":") ? name : `${this.terms}:${name}`;
  }

  item(subject: string): Item {
    const known = this.items.get(subject);
    if (known) return known;
    const made: Item = { "@id": subject };
    this.items.set(subject, made);
    return made;
  }

  private put(item: Item, predicate: string, value: Value): void {
    const key = this.term(predicate);
    const list = (item[key] ?? []) as Value[];
    if (!list.some((one) => JSON.stringify(one) === JSON.stringify(value))) item[key] = [...list, value];
  }

  type(item: Item, name: string): void {
    item["@type"] = [...new Set([...(item["@type"] ?? []), this.term(name)])];
  }

  link(item: Item, predicate: string, ...addresses: string[]): void {
    for (const address of addresses) this.put(item, predicate, { "@id": address });
  }

  /** Words of a human language. */
  words(item: Item, predicate: string, ...texts: string[]): void {
    for (const text of texts)
      if (text) this.put(item, predicate, { "@value": text, "@language": this.index.data.language });
  }

  /** A code, or a value of a datatype. */
  code(item: Item, predicate: string, text: string, datatype = ""): void {
    if (text) this.put(item, predicate, datatype ? { "@value": text, "@type": datatype } : { "@value": text });
  }

  date(item: Item, when: When | null): void {
    if (!when) return;
    const row = this.index.data.dates[when.words];
    this.code(item, "edtf", when.edtf, row && !row.julian ? "edtf:EDTF" : "");
    for (const [name, day] of [
      ["earliest", when.earliest],
      ["latest", when.latest],
    ] as const) {
      if (!day) continue;
      const ordinal = Date.parse(`${day}T00:00:00Z`) / 86_400_000 + DAYS_BEFORE_1970;
      this.code(item, `${name}Day`, String(ordinal), "xsd:integer");
      this.code(item, `${name}Year`, String(Number(day.slice(0, 4))), "xsd:integer");
    }
    if (!row) return;
    const bounds = [...row.begin, ...row.end];
    BOUNDS.forEach((name, i) => void this.code(item, `sem:has${name}TimeStamp`, bounds[i] ?? "", "xsd:date"));
    this.code(item, "precision", row.precision);
    this.code(item, "inferred", row.inferred);
    if (row.approximate) this.code(item, "dateDoubt", "approximate");
    if (row.uncertain) this.code(item, "dateDoubt", "uncertain");
    if (row.julian) this.code(item, "calendar", "julian");
  }
}

function thing(write: Writer, index: Index, node: Node): void {
  const item = write.item(write.thing(node.id));
  if (node.kind === "Claim") return; // the statement says it
  write.type(item, node.kind);
  write.words(item, "rdfs:label", node.label);
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
  if (outcome) {
    write.code(item, "cameTrue", outcome.answer);
    write.words(item, "outcomeNote", outcome.note);
    if (outcome.when) write.code(item, "outcomeDate", outcome.when.edtf, "edtf:EDTF");
  } else {
    for (const id of index.data.pages[node.id] ?? []) source(write, index, item, id);
  }
  for (const same of node.same_as) {
    const address = safeUrl(same.iri ?? "");
    if (address) write.link(item, `skos:${same.match}`, address);
    if (address) write.code(item, "matchChecked", same.checked ?? "", "edtf:EDTF");
  }
}

/** The passage that something rests on, with its page and source. */
function source(write: Writer, index: Index, item: Item, id: string): void {
  const { places, passages, sources, chapters } = index.data;
  write.link(item, "dcterms:source", write.thing(id));
  const place = places[id];
  const known = write.items.has(write.thing(id));
  if (!place || known) return;
  const passage = write.item(write.thing(id));
  const chapter = chapters.find((row) => row.id === place.chapter);
  const part = chapter ? `${place.source}-ch${chapter.number}` : place.source;
  write.type(passage, "Passage");
  write.code(passage, "rdfs:label", passages.find((row) => row.id === id)?.citation ?? "");
  write.link(passage, "dcterms:isPartOf", write.thing(part));
  write.code(passage, "page", String(place.page), "xsd:integer");
  write.code(passage, "paragraph", String(place.paragraph), "xsd:integer");
  const row = sources.find((one) => one.id === place.source);
  if (!row) return;
  const book = write.item(write.thing(row.id));
  write.type(book, "Source");
  write.code(book, "rdfs:label", row.short);
  write.code(book, "dcterms:title", row.title);
  if (safeUrl(row.url)) write.link(book, "foaf:page", row.url);
  if (!chapter) return;
  const own = write.item(write.thing(part));
  write.type(own, "Chapter");
  write.link(own, "dcterms:isPartOf", write.thing(row.id));
  write.code(own, "dcterms:title", chapter.title);
}

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
  }
}

/** These statements and things as JSON-LD; beliefs stand in a named graph of whoever holds them. */
export function jsonldOf(index: Index, statements: readonly Edge[], things: readonly string[]): string {
  const { base, licence, curators, prefixes } = index.data;
  const write = new Writer(index);
  const top = write.item(base);
  write.type(top, "void:Dataset");
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
  const named = [...graphs].map(([owner, graph]) => ({
    "@id": `${base}graph/${owner}`,
    "@graph": [...graph.items.values()],
  }));
  const all = [...[...write.items.values()].filter((item) => Object.keys(item).length > 1), ...named];
  return `${JSON.stringify({ "@context": prefixes, "@graph": all }, null, 1)}\n`;
}
