// Puts the picture up, and joins mouse, keyboard and address to what is chosen.

const stage = document.getElementById("stage");
const GREATEST = 3;
let home = 0.05; // the scale at which the whole picture fits

function frame(ids, greatest, share = 0.9) {
  const list = ids.map((id) => ({ id, ...placeOf(id) }));
  if (!list.length || !stage.clientWidth) return null;
  const edge = (axis, sign) => Math.max(...list.map((node) => sign * node[axis] + sizes.get(node.id) + 12));
  const [left, right, top, bottom] = [-edge("x", -1), edge("x", 1), -edge("y", -1), edge("y", 1) + 24];
  const fits = Math.min((stage.clientWidth * share) / (right - left), (stage.clientHeight * share) / (bottom - top));
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.min(fits, greatest) };
}

function moveTo(view, animate = true) {
  if (!view) return;
  network.moveTo({ ...view, animation: animate && !still.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
  if (still.matches || !animate) paintEdges();
}

function showRows() {
  const column = [...standing.values()].map(({ y }) => y);
  const top = Math.min(...column);
  const high = Math.max(...column, beneath.words ? beneath.y : top) - top + 30;
  moveTo({ scale: 1, position: { x: 0, y: high > stage.clientHeight ? 0 : top + high / 2 - 15 } }, false);
}

function whole(animate = true) {
  if (inRows()) return showRows();
  const view = frame(coreNodes.filter((node) => nodeShown(node.id)).map((node) => node.id), 1.6, 0.96);
  if (view) home = view.scale;
  moveTo(view, animate);
}

function follow({ move, filtered }) {
  welcome();
  paintNodes();
  fan();
  paintEdges();
  network.redraw();
  if (inRows()) return showRows();
  if (!move || filtered) return;
  if (near) moveTo(frame([...near].filter(nodeShown), Math.max(1.4, home)));
  else whole();
}

function zoom(factor) {
  moveTo({ scale: Math.min(GREATEST, Math.max(home * 0.5, scale() * factor)), position: network.getViewPosition() });
}

// From the chosen thing to the nearest one in a direction, neighbours first.
function step(dx, dy) {
  const from = chosen.node ? { id: chosen.node, ...placeOf(chosen.node) } : null;
  if (!from) return choose("node", ranked.find((node) => nodeShown(node.id))?.id);
  const score = ({ id }) => {
    const [x, y] = [placeOf(id).x - from.x, placeOf(id).y - from.y];
    const ahead = x * dx + y * dy;
    return ahead <= 0 ? Infinity : (Math.hypot(x, y) ** 2 / ahead) * (near?.has(id) ? 1 : 3);
  };
  const next = data.nodes.filter((node) => inPicture(node.id) && node.id !== from.id && nodeShown(node.id) && (!inRows() || near.has(node.id))).sort((a, b) => score(a) - score(b))[0];
  if (next && score(next) < Infinity) choose("node", next.id);
}

function onKey(event) {
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (arrow && event.shiftKey) {
    const { x, y } = network.getViewPosition();
    moveTo({ position: { x: x + (arrow[0] * 80) / scale(), y: y + (arrow[1] * 80) / scale() }, scale: scale() }, false);
  } else if (arrow) step(...arrow);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") whole();
  else if (event.key === "Enter" && (chosen.node || chosen.edge)) panel.querySelector("h2").focus();
  else return;
  event.preventDefault();
}

function onClick({ pointer: { DOM: point } }) {
  const node = outer(network.getNodeAt(point));
  if (node != null) return choose("node", node);
  const label = labelAt(point);
  if (label) return choose(label.part, label.id);
  const edge = outer(network.getEdgeAt(point));
  if (edge != null && (!near || lit.has(edge))) choose("statement", edge);
  else if (near) choose("", "", { move: false });
}

function start() {
  for (const tools of document.querySelectorAll("header > [hidden]")) tools.hidden = false; // of no use without a script
  readTheme();
  paintEdges(true);
  network = new vis.Network(stage, { nodes: visNodes, edges: visEdges }, drawing.options);
  const surface = stage.querySelector(".vis-network");
  surface.setAttribute("tabindex", "0");
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", `Picture of ${count(coreNodes.length, "thing")} and ${count(coreRows.length, "statement")}. Arrow keys go from thing to thing; the same can be read as a list in the text.`);
  surface.addEventListener("keydown", onKey);
  network.on("beforeDrawing", drawTies);
  network.on("afterDrawing", drawLabels);
  network.on("click", onClick);
  let later = 0;
  const settle = () => { clearTimeout(later); later = setTimeout(paintEdges, 120); };
  network.on("zoom", settle);
  network.on("animationFinished", settle);
  network.on("doubleClick", () => zoom(1.6));
  const hover = (id, hand) => {
    if (chosen.hover !== id) {
      chosen.hover = id;
      paintEdges();
    }
    stage.style.cursor = hand ? "pointer" : "";
  };
  network.on("hoverNode", ({ node }) => hover(outer(node), true));
  network.on("blurNode", () => hover(null, false));
  network.on("hoverEdge", () => hover(null, true));
  network.on("blurEdge", () => hover(chosen.hover, chosen.hover));
  network.on("zoom", () => {
    const least = home * 0.5;
    if (scale() < least || scale() > GREATEST) moveTo({ scale: Math.min(GREATEST, Math.max(least, scale())), position: network.getViewPosition() }, false);
  });
  new ResizeObserver(() => requestAnimationFrame(() => { if (inRows()) follow({}); else if (!near) whole(false); })).observe(stage);
  dark.addEventListener("change", () => { readTheme(); paintEdges(true); network.redraw(); });
  const rows = document.getElementById("rows");
  rows.addEventListener("click", () => {
    fanning = !fanning;
    rows.setAttribute("aria-pressed", String(fanning));
    follow({ move: true });
  });
  document.getElementById("fit").addEventListener("click", () => whole());
  document.getElementById("in").addEventListener("click", () => zoom(1.4));
  document.getElementById("out").addEventListener("click", () => zoom(1 / 1.4));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (chosen.node || chosen.edge)) choose("", "", { focus: panel.contains(document.activeElement) });
  });
  addEventListener("hashchange", () => fromAddress({ focus: true }));
  addEventListener("popstate", () => fromAddress({}));
  if (small.matches) key.open = false;
  watchers.push(fillPanel, countShown, follow);
  whole(false);
  fromAddress({ move: true });
}

start();
