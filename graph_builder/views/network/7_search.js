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

function search(query) {
  const words = plain(query);
  if (!words) return [];
  const tokens = words.split(" ");
  const best = new Map();
  for (const { node, name, plain: folded } of names) {
    const grade = fit(folded, words, tokens);
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
