// The page on which queries are written: the library of questions, an editor with line numbers, and the answer.

import { drawn } from "./answer.js";

const at = (id) => document.getElementById(id);
const site = at("ask").dataset;
const [query, lines, status, fault, answer, slots, chooser] = ["query", "lines", "status", "fault", "answer", "slots", "question"].map(at);
let library = [];
let asking = null;
let turn = 0;

// Line numbers, and the line at fault.
function numbered(bad = 0) {
  const count = query.value.split("\n").length;
  const numbers = [];
  for (let line = 1; line <= count; line++) {
    const number = document.createElement("span");
    number.textContent = line;
    if (line === bad) number.className = "bad";
    numbers.push(number, "\n");
  }
  lines.replaceChildren(...numbers);
  scrolled();
}
const scrolled = () => { lines.scrollTop = query.scrollTop; };
const sized = () => { lines.style.height = `${query.offsetHeight}px`; };

function clear() {
  fault.hidden = answer.hidden = true;
  fault.textContent = "";
  answer.replaceChildren();
}

async function refused(reply) {
  const type = reply.headers.get("Content-Type") ?? "";
  const said = type.includes("json") ? await reply.json() : { detail: await reply.text() };
  const { detail, line, column } = said;
  status.textContent = "";
  fault.hidden = false;
  fault.textContent = detail;
  if (!line) return;
  const text = query.value.split("\n");
  const wrong = text[line - 1] ?? "";
  fault.textContent = `Line ${line}, column ${column}: ${detail}\n\n${wrong}\n${" ".repeat(Math.max(column - 1, 0))}^`;
  numbered(line);
  const start = text.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + Math.max(column - 1, 0);
  query.focus();
  query.setSelectionRange(start, Math.min(start + 1, query.value.length));
  fault.scrollIntoView({ block: "nearest" });
}

async function ask() {
  asking?.abort();
  const mine = (asking = new AbortController());
  clear();
  numbered();
  status.textContent = "Asking …";
  const began = performance.now();
  try {
    const reply = await fetch(`${site.root}sparql`, {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.8",
      },
      body: query.value,
      signal: mine.signal,
    });
    if (!reply.ok) {
      await refused(reply);
      return;
    }
    const { said, element } = await drawn(reply, site);
    if (mine.signal.aborted) return;
    status.textContent = `${said}, in ${((performance.now() - began) / 1000).toFixed(2)} seconds`;
    answer.replaceChildren(element);
    answer.hidden = false;
  } catch (error) {
    if (mine.signal.aborted) return;
    status.textContent = "";
    fault.hidden = false;
    fault.textContent = `No answer: ${error.message}`;
  }
}

// The library.
const kindly = (p) => ({ thing: "a name or id", relation: "a relation", date: "a date", number: "a number", text: "words" })[p.type];

function slot(parameter) {
  const place = document.createElement("div");
  const label = Object.assign(document.createElement("label"), { htmlFor: `slot-${parameter.name}` });
  label.textContent = `${parameter.name}: ${parameter.explanation}`;
  const input = Object.assign(document.createElement("input"), {
    id: `slot-${parameter.name}`, name: parameter.name, value: parameter.default, placeholder: kindly(parameter), autocomplete: "off",
  });
  place.append(label, input);
  if (parameter.type === "thing") {
    const offered = Object.assign(document.createElement("datalist"), { id: `offered-${parameter.name}` });
    input.setAttribute("list", offered.id);
    place.append(offered);
    input.addEventListener("input", () => offer(input.value, parameter.kinds, offered));
  }
  input.addEventListener("change", fill);
  return place;
}

async function offer(word, kinds, offered) {
  if (word.trim().length < 2) return;
  const reply = await fetch(`${site.root}ids.json?${new URLSearchParams({ q: word, kinds: kinds.join(",") })}`);
  if (!reply.ok) return;
  const options = (await reply.json()).map(({ id, kind, label }) => {
    const option = Object.assign(document.createElement("option"), { value: id });
    option.label = `${label} (${kind})`;
    return option;
  });
  offered.replaceChildren(...options);
}

// The chosen question, filled in by the server, which checks what stands in the slots.
async function fill() {
  if (!chooser.value) return false;
  const mine = ++turn;
  const values = new URLSearchParams(new FormData(slots));
  const reply = await fetch(`${site.root}questions/${encodeURIComponent(chooser.value)}?${values}`, {
    headers: { Accept: "application/json, application/problem+json" },
  });
  if (mine !== turn) return false;
  clear();
  const said = await reply.json();
  if (!reply.ok) {
    status.textContent = "";
    fault.hidden = false;
    fault.textContent = said.detail;
    return false;
  }
  query.value = said.query;
  status.textContent = said.text;
  numbered();
  linked();
  return true;
}

async function chosen() {
  const question = library.find((each) => each.name === chooser.value);
  slots.replaceChildren(...(question?.parameters ?? []).map(slot));
  slots.hidden = !question?.parameters.length;
  if (question && (await fill())) await ask();
}

async function load() {
  const reply = await fetch(`${site.root}questions.json`);
  if (!reply.ok) return;
  library = await reply.json();
  const options = library.map(({ name, text, parameters }) => {
    const defaults = Object.fromEntries(parameters.map((p) => [p.name, p.default]));
    const option = Object.assign(document.createElement("option"), { value: name });
    option.textContent = text.replace(/\{(\w+)\}/g, (_, slotName) => defaults[slotName] ?? slotName);
    return option;
  });
  chooser.append(...options);
}

const linked = () => { at("link").href = `${site.root}sparql?${new URLSearchParams({ query: query.value })}`; };

query.addEventListener("input", () => { numbered(); linked(); });
query.addEventListener("scroll", scrolled);
new ResizeObserver(sized).observe(query);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    ask();
  }
});
at("form").addEventListener("submit", (event) => {
  if (event.submitter?.name === "output") return; // the browser keeps what the server sends
  event.preventDefault();
  ask();
});
slots.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await fill()) await ask();
});
chooser.addEventListener("change", chosen);
numbered();
linked();
load();
if (new URLSearchParams(location.search).get("query")) ask();
