// An answer as elements: a table with labels beside ids, a truth, or triples as text.  No text is ever markup.

const MOST_LABELS = 400;
const SHOWN = 500;

const made = (name, text = "", more = {}) => {
  const element = Object.assign(document.createElement(name), more);
  element.textContent = text;
  return element;
};

// The labels of the graph's own names in the rows, asked of the same endpoint.
export async function labelsOf(rows, { root, base }) {
  const wanted = new Set();
  for (const row of rows.slice(0, SHOWN)) {
    for (const term of Object.values(row)) {
      if (term.type === "uri" && term.value.startsWith(base) && wanted.size < MOST_LABELS) wanted.add(term.value);
    }
  }
  if (!wanted.size) return new Map();
  const named = [...wanted].filter((address) => /^[^\x00-\x20<>"{}|^`\\]*$/.test(address)).map((address) => `<${address}>`);
  const query = `SELECT ?x (SAMPLE(?l) AS ?label) { VALUES ?x { ${named.join(" ")} } ?x rdfs:label ?l } GROUP BY ?x`;
  const reply = await fetch(`${root}sparql`, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
    body: query,
  });
  if (!reply.ok) return new Map();
  const found = (await reply.json()).results.bindings;
  return new Map(found.map((row) => [row.x.value, row.label.value]));
}

const short = (address, base) => (address.startsWith(base) ? address.slice(base.length) : address);

function cell(term, labels, { base, home }) {
  if (!term) return made("td");
  if (term.type === "triple") return made("td", JSON.stringify(term.value));
  if (term.type !== "uri") {
    const number = /#(integer|decimal|double|float)$/.test(term.datatype ?? "");
    return made("td", term.value, number ? { className: "number" } : { dir: "auto" });
  }
  const place = made("td");
  const own = term.value.startsWith(base);
  const named = labels.get(term.value);
  const id = short(term.value, base);
  if (own || /^https?:\/\//.test(term.value)) {
    const [path, fragment] = id.split("#");
    const address = own ? home + path.split("/").map(encodeURIComponent).join("/") + (fragment ? `#${encodeURIComponent(fragment)}` : "") : term.value;
    place.append(made("a", named ?? id, { href: address, rel: "noopener noreferrer", dir: "auto" }));
  } else {
    place.append(named ?? id);
  }
  if (named) place.append(made("small", id));
  return place;
}

function table(answer, labels, site) {
  const shown = made("table");
  const head = shown.createTHead().insertRow();
  for (const name of answer.head.vars) head.append(made("th", name.replaceAll("_", " "), { scope: "col" }));
  const body = shown.createTBody();
  for (const row of answer.results.bindings.slice(0, SHOWN)) {
    body.insertRow().append(...answer.head.vars.map((name) => cell(row[name], labels, site)));
  }
  return shown;
}

export async function drawn(reply, site) {
  const type = reply.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) return { said: "A graph", element: made("pre", await reply.text()) };
  const answer = await reply.json();
  if ("boolean" in answer) return { said: answer.boolean ? "Yes" : "No", element: made("p", answer.boolean ? "Yes." : "No.") };
  const rows = answer.results.bindings;
  const labels = await labelsOf(rows, site);
  const more = rows.length > SHOWN ? `; the first ${SHOWN} are shown` : "";
  return { said: `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}${more}`, element: table(answer, labels, site) };
}
