// What the page knows, and small helpers.  All text reaches the page as text: nothing here reads markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("payload");
const drawing = read("drawing");
const licences = read("licences");
for (const part of ["nodes", "edges"]) data[part] = data[part].map((row) => ({ ...data.blank[part], ...row }));

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
const voices = new Map(data.voices.map((voice) => [voice.id, voice]));
const others = new Map(Object.entries(data.names)); // labels of things that are mentioned but not shown
const relations = new Map(data.relations.map((relation) => [relation.id, relation]));
const small = matchMedia("(max-width: 47.5rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const inOrder = new Intl.Collator(spoken());

// The language of the labels; that of the reader if it is none that the browser knows.
function spoken() {
  try {
    return Intl.getCanonicalLocales(data.language);
  } catch {
    return [];
  }
}

const ranked = [...data.nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));

// The statements that a thing is an end of, and those that only mention it; both in order of date.
const touching = new Map(data.nodes.map((node) => [node.id, []]));
const naming = new Map(data.nodes.map((node) => [node.id, []]));

function mentioned(edge) {
  const ids = [...edge.by, ...edge.at, ...edge.places, ...edge.via, edge.view, edge.sense, edge.role];
  return [...new Set(ids)].filter((id) => id && (nodes.has(id) || others.has(id)));
}

for (const edge of data.edges) {
  const ends = new Set([edge.from, edge.to]);
  for (const id of ends) touching.get(id).push(edge);
  for (const id of mentioned(edge)) if (nodes.has(id) && !ends.has(id)) naming.get(id).push(edge);
}

const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

function labelOf(id) {
  return nodes.has(id) ? nodes.get(id).label : others.get(id) ?? id;
}

// Text without case, accents and apostrophes, for search.
function plain(text) {
  return text.normalize("NFKD").replace(/[\p{M}'’ʹʼ`]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// An element with attributes and children; strings become text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== "" && child != null));
  return element;
}

function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function icon(kind) {
  const look = kinds.get(kind);
  const path = draw("path", { d: look.path, fill: look.colour });
  return draw("svg", { class: "icon", viewBox: "-1.1 -1.1 2.2 2.2", "aria-hidden": "true" }, path);
}

function dash(voice) {
  const line = draw("line", { x1: 1, y1: 6, x2: 41, y2: 6, "stroke-dasharray": voices.get(voice).dash.join(" ") });
  return draw("svg", { class: `dash ${voice}`, viewBox: "0 0 42 12", "aria-hidden": "true" }, line);
}

const text = (words) => make("span", { dir: "auto" }, words);
const say = (words) => { document.getElementById("live").textContent = words; };
const address = (part, id) => `#${part}=${encodeURIComponent(id)}`;
