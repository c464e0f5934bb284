// Search by label and other names, as you type, without regard to case and accents.

const field = document.getElementById("search");
const results = document.getElementById("results");
const MOST = 12;
const names = ranked.flatMap((node) => [node.label, ...node.aka].map((name) => ({ node, name, plain: plain(name) })));
let found = [];
let at = -1;

function fit(name, words, tokens) {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (tokens.every((token) => ` ${name}`.includes(` ${token}`))) return 2;
  return tokens.every((token) => name.includes(token)) ? 3 : 9;
}

// How many letters must be changed, put in or left out to make one word of the other; more than `most` is all the same.
function apart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1])));
    row = next;
  }
  return row[other.length];
}

// Names of which some word is spelled almost so: Kronstadt finds Kronshtadt.
function nearly(tokens, name) {
  const words = name.split(" ");
  const most = (token) => (token.length < 5 ? 0 : token.length < 7 ? 1 : 2);
  return tokens.every((token) => words.some((word) => apart(token, word, most(token)) <= most(token)));
}

function search(query) {
  const words = plain(query);
  if (!words) return [];
  const tokens = words.split(" ");
  const best = graded(({ plain: folded }) => fit(folded, words, tokens));
  return best.length ? best : graded(({ plain: folded }) => (nearly(tokens, folded) ? 4 : 9));
}

function graded(grading) {
  const best = new Map();
  for (const one of names) {
    const { node, name } = one;
    const grade = grading(one);
    if (grade < 9 && grade < (best.get(node.id)?.grade ?? 9)) best.set(node.id, { node, name, grade });
  }
  return [...best.values()].sort((a, b) => a.grade - b.grade || b.node.degree - a.node.degree);
}

function mark(index) {
  at = index;
  [...results.querySelectorAll("[id]")].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === at));
    if (i === at) item.scrollIntoView({ block: "nearest" });
  });
  if (at >= 0) field.setAttribute("aria-activedescendant", `result-${at}`);
  else field.removeAttribute("aria-activedescendant");
}

function close() {
  results.hidden = true;
  field.setAttribute("aria-expanded", "false");
  mark(-1);
}

function take(index) {
  const { node } = found[index];
  close();
  field.value = "";
  choose("node", node.id, { focus: true });
}

function list() {
  const all = search(field.value);
  found = all.slice(0, MOST);
  const items = found.map(({ node, name }, i) => {
    const alias = name === node.label ? "" : ` (${name})`;
    const item = make("li", { role: "option", id: `result-${i}`, "aria-selected": "false" }, icon(node.kind),
      make("span", { dir: "auto" }, node.label, alias && make("small", {}, alias), make("small", {}, ` · ${node.kind.toLowerCase()}`)));
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(i));
    return item;
  });
  const more = all.length - found.length;
  if (!all.length) items.push(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has that name."));
  else if (more) items.push(make("li", { class: "none", role: "presentation" }, `and ${more} more: type on`));
  results.replaceChildren(...items);
  results.hidden = !plain(field.value);
  field.setAttribute("aria-expanded", String(!results.hidden));
  mark(found.length ? 0 : -1);
  if (!results.hidden) say(count(all.length, "thing") + " found");
}

field.addEventListener("input", list);
field.addEventListener("focus", () => { if (field.value) list(); });
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length && !results.hidden) mark((at + step + found.length) % found.length);
  else if (event.key === "Enter" && !results.hidden && at >= 0) take(at);
  else if (event.key === "Escape" && field.value) field.value = "", close(), event.stopPropagation();
  else return;
  event.preventDefault();
});
