// Bundles src/ into dist/: explorer.js, explorer.css, the query engine and its worker compressed and in base64, as they
// stand in the page, licences.json for everything of others that is in them, the engine's crates included; and deck and
// embed, the live stage of lectures, with stage-licences.json.  contents.json says which packages are in which of these
// files, as the bundler counted their bytes.  Same sources, same bytes.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

const common = {
  absWorkingDir: here,
  outdir: "dist",
  write: false,
  bundle: true,
  minify: true,
  metafile: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};
const page = await build({
  ...common,
  entryPoints: { explorer: "src/main.tsx" },
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".glsl": "text" },
});
// The worker is handed the engine's WebAssembly; it has no address from which it could fetch it.
const worker = await build({
  ...common,
  entryPoints: { engine: "src/ask/worker.ts" },
  define: { "import.meta.url": '""' },
});
const engine = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));
// The live stage of lectures: the deck and a single scene.
const stage = await build({ ...common, entryPoints: { deck: "src/stage/deck.ts", embed: "src/stage/embed.ts" } });

// The package that a bundled file belongs to; none for our own.
const owner = (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

// For each file that is written, the packages of which anything is in it.
function contents(...made) {
  const rows = made
    .flatMap(({ metafile }) => Object.entries(metafile.outputs))
    .map(([path, { inputs }]) => {
      const used = Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0);
      return [path.split("/").at(-1), [...new Set(used.map(owner).filter(Boolean))].sort()];
    });
  return Object.fromEntries(rows.sort(([one], [other]) => (one < other ? -1 : 1)));
}

// The packages whose code is in the bundle, each with the text of its licence; one without a licence stops the build.
// The text of one that carries none stands in licences/.
async function licences(inputs) {
  const names = new Set(Object.keys(inputs).map(owner).filter(Boolean));
  const rows = [];
  for (const name of [...names].sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license, homepage = "" } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    if (!license) throw new Error(`${name} names no licence`);
    const text = await readFile(file ? join(folder, file) : join(here, "licences", `${name}.txt`), "utf8");
    rows.push({ name, version, licence: license, homepage, text: text.trim() });
  }
  return rows;
}

// The Rust crates in the engine's WebAssembly, a row for each licence that is taken.  The binary names a part of them in
// its messages; one that is not listed, or not in this version, stops the build: then licences/ is to be brought up to date.
async function crates(wasm) {
  const read = (name) => readFile(join(here, "licences", name), "utf8");
  const { version } = JSON.parse(await readFile(join(here, "node_modules", "oxigraph", "package.json"), "utf8"));
  const { established, crates: rows } = JSON.parse(await read("engine-crates.json"));
  const listed = new Set(rows.map((row) => `${row.name}-${row.version}`));
  const paths = wasm.toString("latin1").matchAll(/(?:index\.crates\.io-[0-9a-f]+|\/rust\/deps)\/([\w.+-]+)\//g);
  for (const name of [`oxigraph-${version}`, ...[...paths].map((match) => match[1])]) {
    if (!listed.has(name)) throw new Error(`${name} is in the engine but not in licences/engine-crates.json`);
  }
  const taken = (row) => ["Apache-2.0", "MIT", "ISC", "Zlib"].find((one) => row.licence.split(" ").includes(one));
  const texts = ["Apache-2.0", "MIT", "ISC", "Zlib"].map(async (licence) => {
    const own = rows.filter((row) => taken(row) === licence);
    const lines = own.map((row) => [row.name, row.version, `(${row.licence})`, row.notice].filter(Boolean).join(" "));
    const text = [...lines, "", (await read(`${licence}.txt`)).trim(), "", established].join("\n");
    return {
      name: `${own.length === 1 ? own[0].name : `${own.length} Rust crates`} in oxigraph`,
      version,
      licence,
      homepage: "https://crates.io",
      text,
    };
  });
  const lost = rows.filter((row) => !taken(row));
  if (lost.length) throw new Error(`no licence is taken for ${lost.map((row) => row.name).join(", ")}`);
  const tables = {
    name: "Unicode tables in oxigraph",
    version,
    licence: "Unicode-3.0",
    homepage: "https://unicode.org",
  };
  return [...(await Promise.all(texts)), { ...tables, text: (await read("Unicode-3.0.txt")).trim() }];
}

const dist = join(here, "dist");
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const file of [...page.outputFiles, ...stage.outputFiles])
  await writeFile(join(dist, file.path.split("/").at(-1)), file.contents);
for (const [name, bytes] of [
  ["engine.js", worker.outputFiles[0].contents],
  ["engine.wasm", engine],
]) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255; // not the system that packed it
  await writeFile(join(dist, `${name}.b64`), `${packed.toString("base64")}\n`);
}
const inputs = { ...page.metafile.inputs, ...worker.metafile.inputs };
const rows = [...(await licences(inputs)), ...(await crates(engine))];
await writeFile(join(dist, "licences.json"), `${JSON.stringify(rows, null, 1)}\n`);
await writeFile(
  join(dist, "stage-licences.json"),
  `${JSON.stringify(await licences(stage.metafile.inputs), null, 1)}\n`,
);
await writeFile(join(dist, "contents.json"), `${JSON.stringify(contents(page, worker, stage), null, 1)}\n`);
