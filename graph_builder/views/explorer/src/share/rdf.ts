// Nodes of JSON-LD in the graph's own IRIs and terms.

import type { Index } from "../index.ts";
import type { When } from "../payload.ts";

type Value = { "@id": string } | { "@value": string; "@language"?: string; "@type"?: string };
export type Item = { "@id": string; "@type"?: string[] } & Record<string, unknown>;

const DAYS_BEFORE_1970 = 719_163;
const BOUNDS = ["EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd"];

export const camel = (relation: string): string =>
  relation.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Makes nodes of JSON-LD, each once, in the order in which they were first spoken of. */
export class Writer {
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
    const { dates, details } = this.index.data;
    const row = dates[when.words];
    this.code(item, "date", details.written[when.words] ?? "");
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
