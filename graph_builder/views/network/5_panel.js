// The text beside the picture: what is chosen, and every statement about it, as sentences with their pages.

const panel = document.getElementById("panel");
const VOICES = [
  ["author", "In the author's own voice", ""],
  ["attributed", "Attributed to somebody", "reported by the author as what others said or believed"],
  ["outlook", "Within an outlook", "somebody's beliefs; the author does not say that they are so"],
];
const DATED = new Set(["Event", "Document", "Sense", "Outlook", "Claim"]);

function goTo(part, id, ...children) {
  const link = make("a", { href: address(part, id), dir: "auto" }, ...children);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(part, id, { focus: true });
  });
  return link;
}

const linkTo = (id) => (nodes.has(id) ? goTo("node", id, labelOf(id)) : text(labelOf(id)));
const listOf = (ids) => ids.flatMap((id, i) => [i ? ", " : "", linkTo(id)]);

function cited({ citation, url }) {
  if (!/^https?:\/\//.test(url)) return text(citation);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, citation);
}

// A sentence in which the things it names are links; those that it does not name in so many words follow it.
function sentenceOf(edge, self) {
  const ids = [...new Set([edge.from, edge.to, ...mentioned(edge)])];
  const cuts = [];
  const left = [];
  for (const id of ids.sort((a, b) => labelOf(b).length - labelOf(a).length)) {
    const words = labelOf(id);
    let at = edge.sentence.indexOf(words);
    while (at >= 0 && cuts.some((cut) => at < cut.end && cut.at < at + words.length)) at = edge.sentence.indexOf(words, at + 1);
    if (at >= 0 && words) cuts.push({ at, end: at + words.length, id });
    else if (id !== self && id !== edge.sense) left.push(id);
  }
  const parts = [];
  let end = 0;
  for (const cut of cuts.sort((a, b) => a.at - b.at)) {
    const words = edge.sentence.slice(cut.at, cut.end);
    const link = nodes.has(cut.id) ? goTo("node", cut.id, words) : text(words);
    parts.push(edge.sentence.slice(end, cut.at), cut.id === self ? make("strong", { dir: "auto" }, words) : link);
    end = cut.end;
  }
  parts.push(edge.sentence.slice(end));
  if (edge.sense && edge.sense !== self) left.push(edge.sense);
  const rest = left.length ? make("small", {}, " [", listOf(left), "]") : "";
  return [make("span", { dir: "auto" }, parts), rest];
}

function statementItem(edge, self) {
  const here = edge.id === chosen.edge;
  return make("li", { class: here ? `${edge.voice} here` : edge.voice },
    make("p", {}, sentenceOf(edge, self)),
    make("p", { class: "meta" }, cited(edge), " · ", edge.when ? "" : "undated · ", goTo("statement", edge.id, "this statement")));
}

// A list that shows so many of its items, and more when asked.
const PIECE = 500;

function piecemeal(name, all, item) {
  const list = make("ul", { class: name || null }, all.slice(0, PIECE).map(item));
  let shown = PIECE;
  const words = () => `Show ${Math.min(PIECE, all.length - shown)} more of ${all.length}`;
  const more = make("button", { type: "button", class: "more" }, words());
  more.addEventListener("click", () => {
    const first = list.children.length;
    list.append(...all.slice(shown, shown + PIECE).map(item));
    shown += PIECE;
    list.children[first].querySelector("a")?.focus();
    if (shown < all.length) more.textContent = words();
    else more.remove();
  });
  return all.length > PIECE ? [list, more] : [list];
}

function grouped(list, self) {
  return VOICES.flatMap(([voice, heading, note]) => {
    const own = list.filter((edge) => edge.voice === voice);
    if (!own.length) return [];
    return [
      make("h3", {}, dash(voice), `${heading} (${own.length})`, note && make("small", {}, note)),
      ...piecemeal("statements", own, (edge) => statementItem(edge, self)),
    ];
  });
}

function rows(pairs) {
  const filled = pairs.filter(([, value]) => value && (!Array.isArray(value) || value.length));
  return filled.length ? make("dl", {}, filled.flatMap(([name, value]) => [make("dt", {}, name), make("dd", { dir: "auto" }, value)])) : "";
}

const quoted = (words) => (words ? `“${words}”` : "");
const places = (list) => list.flatMap((one, i) => [i ? "; " : "", cited(one)]);
const remark = (words) => (words ? make("p", { class: "remark", dir: "auto" }, make("strong", {}, "Editor, not from the text: "), words) : "");
const back = () => {
  const button = make("button", { type: "button", class: "back", title: "Escape" }, "Close");
  button.addEventListener("click", () => choose("", "", { focus: true }));
  return button;
};

function hindsight({ answer, by, when, passages, note }) {
  return [answer, when ? ` (${when.words})` : "", by.length ? [": ", listOf(by)].flat() : "", note ? `; ${note}` : "", " ", places(passages)].flat();
}

function showNode(node) {
  const dated = DATED.has(node.kind) || node.kind === "Figure";
  const claim = node.statement ? edges.get(node.statement) : null;
  const own = touching.get(node.id).filter((edge) => edge !== claim);
  const also = naming.get(node.id).filter((edge) => edge !== claim);
  return [
    back(),
    make("h2", { dir: "auto", tabindex: "-1" }, node.label),
    make("p", { class: "kind" }, icon(node.kind), [node.kind.toLowerCase(), node.type, node.several ? "several" : ""].filter(Boolean).join(" · ")),
    rows([
      ["Also called", node.aka.join("; ")],
      ["Date", node.when ? node.when.words : dated ? "undated in the text" : ""],
      ["Term", node.concept && [linkTo(node.concept)]],
      [node.kind === "Sense" ? "Meant so by" : "Held by", listOf(node.holders)],
      ["Meaning", node.gloss],
      ["Not", node.denies.join("; ")],
      ["Words", quoted(node.quote)],
      ["First use", node.first ? "so the text says" : ""],
      ["Author's doubt", [node.certainty, quoted(node.hedge)].filter(Boolean).join(": ")],
      ["Came true", node.outcome ? hindsight(node.outcome) : ""],
      ["Note", node.note],
      ["In the text", places(node.passages)],
      ["Same as", node.same_as.map(({ iri, match, checked }) => make("div", {}, cited({ citation: iri, url: iri }), ` (${match}, checked ${checked})`))],
    ]),
    remark(node.editor),
    claim && [make("h3", {}, node.kind === "Claim" ? "The claim" : "The statement"), make("ul", { class: "statements" }, statementItem(claim, node.id))],
    grouped(own, node.id),
    also.length ? make("h3", {}, `Named in other statements (${also.length})`) : "",
    also.length ? piecemeal("statements", also, (edge) => statementItem(edge, node.id)) : "",
    own.length + also.length || claim ? "" : make("p", {}, "No statement here speaks of it."),
  ].flat(2);
}

function verdict(edge) {
  const words = { endorses: "The author endorses what he reports.", rejects: "The author rejects what he reports." };
  if (edge.author) return words[edge.author];
  return edge.voice === "author" ? "" : "The author passes no judgement on it.";
}

function voiceOf(edge) {
  if (edge.voice === "outlook") return ["within the outlook ", linkTo(edge.view), ": a belief, not a fact", edge.by.length ? [", according to ", listOf(edge.by)].flat() : ""].flat();
  return edge.voice === "attributed" ? ["attributed to ", listOf(edge.by)].flat() : "the author's own";
}

function showEdge(edge) {
  const relation = relations.get(edge.relation);
  return [
    back(),
    make("h2", { tabindex: "-1" }, "Statement"),
    make("p", { class: "kind" }, dash(edge.voice), edge.plain ? "stated as a fact" : "not stated as a plain fact"),
    make("p", { class: "sentence" }, sentenceOf(edge, "")),
    edge.quote ? make("blockquote", { dir: "auto" }, quoted(edge.quote)) : "",
    rows([
      ["Page", [cited(edge)]],
      ["Voice", voiceOf(edge)],
      ["Verdict", verdict(edge)],
      ["Negated", edge.negated ? "the text says that it is not so" : ""],
      ["Mode", { intended: "a purpose; whether it was reached is another matter", possible: "a possibility" }[edge.mode] ?? ""],
      ["Believer's certainty", edge.confidence],
      ["Author's doubt", [edge.certainty, quoted(edge.hedge)].filter(Boolean).join(": ")],
      ["Date", edge.when ? [edge.when.words, edge.when.earliest !== edge.when.latest ? make("div", {}, make("small", {}, `between ${edge.when.earliest || "?"} and ${edge.when.latest || "?"}`)) : ""] : "undated in the text"],
      ["From", [linkTo(edge.from)]],
      ["Relation", `${edge.label} (${edge.symmetric ? "both ways" : `the other way: ${relation.inverse}`})`],
      ["To", [linkTo(edge.to)]],
      ["At", listOf(edge.at)],
      ["Where", listOf(edge.places)],
      ["Through", listOf(edge.via)],
      ["As", nodes.has(edge.role) ? [linkTo(edge.role)] : edge.role],
      ["How", edge.how],
      ["Sense", edge.sense && [linkTo(edge.sense)]],
      ["First", edge.first ? "so the text says" : ""],
      ["Open list", { subject: "the text names more who did so", object: "the text names more objects" }[edge.open] ?? ""],
      ["Note", edge.note],
    ]),
    remark(edge.editor),
    nodes.has(edge.id) ? make("p", {}, "Other statements speak about this one: ", goTo("node", edge.id, "see the claim"), ".") : "",
  ];
}
