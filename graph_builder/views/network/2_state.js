// What is chosen, what is near it, and what the filters hide.  Every part of the page reads this; `choose` writes it.

const chosen = { node: null, edge: null, hover: null };
const hiddenKinds = new Set();
const hiddenVoices = new Set();
let near = null; // ids of the things that are not dimmed; null while nothing is chosen
let lit = new Set(); // ids of the statements that are drawn strongly
const watchers = [];

const nodeShown = (id) => !hiddenKinds.has(nodes.get(id).kind);
const edgeShown = (edge) => !hiddenVoices.has(edge.voice) && nodeShown(edge.from) && nodeShown(edge.to);

function neighbourhood(id) {
  const own = [...touching.get(id), ...naming.get(id)];
  const claim = nodes.get(id).statement;
  if (claim && edges.has(claim)) own.push(edges.get(claim));
  return own;
}

function work() {
  if (chosen.edge) {
    const edge = edges.get(chosen.edge);
    lit = new Set([edge.id]);
    near = new Set([edge.from, edge.to, ...mentioned(edge).filter((id) => nodes.has(id))]);
    if (nodes.has(edge.id)) near.add(edge.id);
  } else if (chosen.node) {
    const own = neighbourhood(chosen.node).filter(edgeShown);
    lit = new Set(own.map((edge) => edge.id));
    near = new Set([chosen.node, ...own.flatMap((edge) => [edge.from, edge.to])]);
  } else {
    lit = new Set();
    near = null;
  }
}

// Chooses a thing ("node"), a statement ("statement") or nothing, and tells every part of the page.
// `focus`: put the keyboard focus on the text about it.  `move`: let the picture follow.
function choose(part, id, { focus = false, move = true, record = true } = {}) {
  chosen.node = part === "node" && nodes.has(id) ? id : null;
  chosen.edge = part === "statement" && edges.has(id) ? id : null;
  if (chosen.node) hiddenKinds.delete(nodes.get(id).kind);
  if (chosen.edge) {
    const edge = edges.get(id);
    hiddenVoices.delete(edge.voice);
    for (const end of [edge.from, edge.to]) hiddenKinds.delete(nodes.get(end).kind);
  }
  work();
  if (record) remember();
  for (const watch of watchers) watch({ focus, move });
}

function refresh() {
  work();
  for (const watch of watchers) watch({ focus: false, move: false, filtered: true });
}

// The address names what is chosen, so that it can be shared; a page without an address of its own does without.
function remember() {
  const hash = chosen.node ? address("node", chosen.node) : chosen.edge ? address("statement", chosen.edge) : "";
  if (location.hash === hash) return;
  try {
    history.pushState(null, "", hash || location.href.replace(/#.*$/, ""));
  } catch {
    // a frame without an origin
  }
}

function fromAddress(options) {
  const match = /^#(node|statement)=(.*)$/.exec(location.hash);
  let id = "";
  try {
    id = match ? decodeURIComponent(match[2]) : "";
  } catch {
    // not written by us
  }
  choose(match ? match[1] : "", id, { ...options, record: false });
}
