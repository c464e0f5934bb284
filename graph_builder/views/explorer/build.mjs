// Bundles src/ into dist/: explorer.js, explorer.css, the query engine and its worker compressed and in base64, as they
// stand in the page, and licences.json for everything of others that is in them.  Same sources, same bytes.

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

// The packages whose code is in the bundle, each with the text of its licence; one without a licence stops the build.
// The text of one that carries none stands in licences/.
async function licences(inputs) {
  const names = new Set();
  for (const path of Object.keys(inputs)) {
    const match = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) names.add(match[1]);
  }
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

const dist = join(here, "dist");
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const file of page.outputFiles) await writeFile(join(dist, file.path.split("/").at(-1)), file.contents);
for (const [name, bytes] of [
  ["engine.js", worker.outputFiles[0].contents],
  ["engine.wasm", engine],
]) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255; // not the system that packed it
  await writeFile(join(dist, `${name}.b64`), `${packed.toString("base64")}\n`);
}
const inputs = { ...page.metafile.inputs, ...worker.metafile.inputs };
await writeFile(join(dist, "licences.json"), `${JSON.stringify(await licences(inputs), null, 1)}\n`);
