// Payloads that Python wrote (tests/views/explorer/test_units.py), read as the page reads them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Index, indexOf } from "../src/index.ts";
import { load } from "../src/load.ts";

const folder = process.env.EXPLORER_WORLDS ?? "";

export async function world(name: "tiny" | "small" | "real"): Promise<Index> {
  const [first = "", rest = ""] = readFileSync(join(folder, `${name}.payload`), "utf8").split("\n");
  return indexOf(await load(first, rest));
}

/** The citations of cite.py: [id, format, text]. */
export const citations = (name: string): [string, "chicago" | "bibtex" | "csl", string][] =>
  JSON.parse(readFileSync(join(folder, `${name}.citations.json`), "utf8"));
