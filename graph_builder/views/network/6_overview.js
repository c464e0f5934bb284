// The text while nothing is chosen: what the picture shows, how to read it, and every thing and statement as a list.

function later(summary, fill) {
  const box = make("details", {}, make("summary", {}, summary));
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...fill()); });
  return box;
}

function showAll() {
  const used = data.kinds.filter((kind) => kind.count);
  const by = (kind) => data.nodes.filter((node) => node.kind === kind.id).sort((a, b) => inOrder.compare(a.label, b.label));
  const list = (kind) => piecemeal("list", by(kind), (node) => make("li", {}, linkTo(node.id)));
  const nothing = data.passages.filter((passage) => passage.nothing);
  return [
    make("h2", { tabindex: "-1" }, "What this shows"),
    data.description && make("p", { dir: "auto" }, `${data.description}.`.replace(/([.!?])\.$/, "$1")),
    make("p", {}, `${count(data.nodes.length, "thing")} and ${count(data.edges.length, "statement")}`,
      data.passages.length ? ` from ${count(data.passages.length, "paragraph")}` : "", data.only ? ", a part of the whole." : "."),
    leftOut() && make("p", { class: "left" }, leftOut()),
    make("h3", {}, "How to read it"),
    make("p", {}, "A shape is a thing: its form and colour say of what kind. An arrow is one statement of the text, from the one who acts or is to the other end."),
    make("ul", {}, data.voices.map((voice) => make("li", { class: "kind" }, dash(voice.id), `${voice.label}: ${voice.meaning} (${voice.count})`))),
    make("p", {}, "“not” on an arrow: the text says that it is not so. “?”: the author doubts it. Click a shape or an arrow, or search; Escape comes back here."),
    make("p", { class: "meta" }, "Keys on the picture: arrows go from thing to thing, + and − zoom, 0 shows the whole, Shift with arrows moves it."),
    make("h3", {}, "Most connected"),
    make("ul", { class: "top" }, ranked.slice(0, 10).filter((node) => node.degree).map((node) => make("li", {}, icon(node.kind), " ", linkTo(node.id), make("small", {}, ` ${node.degree}`)))),
    make("h3", {}, "Everything"),
    used.map((kind) => later(`${kind.label} (${kind.count}): ${kind.meaning}`, () => list(kind))),
    later(`All statements (${data.edges.length})`, () => grouped(data.edges, "")),
    nothing.length ? later(`Paragraphs without a statement (${nothing.length})`, () =>
      piecemeal("", nothing, (passage) => make("li", {}, cited(passage), ": ", text(passage.nothing)))) : "",
    make("h3", {}, "Sources"),
    make("ul", {}, data.sources.map((source) => make("li", {}, cited({ citation: source.reference || source.short, url: source.url })))),
    make("p", { class: "meta", dir: "auto" }, `Facts: ${data.licence}${data.curators.length ? `, ${data.curators.join(", ")}` : ""}. Picture: vis-network (Apache-2.0 or MIT) through pyvis (BSD).`),
    later("Licences of what this page contains", () => [
      make("ul", {}, licences.packages.map((one) => make("li", {}, `${one.name} ${one.version} (${one.licence}): ${one.notice}`))),
      make("p", { class: "meta" }, licences.text),
    ]),
  ].flat().filter(Boolean);
}

function fillPanel({ focus, filtered }) {
  if (filtered) return;
  const filled = chosen.node ? showNode(nodes.get(chosen.node)) : chosen.edge ? showEdge(edges.get(chosen.edge)) : showAll();
  panel.replaceChildren(...filled.flat(3).filter((child) => child !== "" && child != null));
  panel.scrollTop = 0;
  if (focus) panel.querySelector("h2").focus({ preventScroll: true });
  if (chosen.node) {
    const node = nodes.get(chosen.node);
    say(`${node.label}, ${node.kind.toLowerCase()}, ${count(touching.get(node.id).length, "statement")}`);
  } else say(chosen.edge ? edges.get(chosen.edge).sentence : "Nothing selected");
}
