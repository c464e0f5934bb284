// How things and statements are drawn: shapes by vis-network's custom shape, lines by its edges.

const paths = new Map(data.kinds.map((kind) => [kind.id, new Path2D(kind.path)]));
const OPACITY = { lit: 1, row: 0.75, hover: 0.9, dim: 0.06, hidden: 0 };
const WIDTH = { lit: 2.6, row: 1.4, hover: 2.4, dim: 1.8, hidden: 1.8 };
let theme = {};
let network = null;

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "accent", "author", "attributed", "outlook", "border"];
  theme = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

const scale = () => (network ? network.getScale() : 1);
const sizes = new Map(drawing.nodes.map((node) => [node.id, node.size]));

// Half the size of a thing.  However far one zooms out, it is so many pixels on the screen, and hubs are larger.
function reach(id) {
  if (inRows()) return (id === chosen.node ? 16 : 6.5) / scale();
  const [least, more] = small.matches ? [1.8, 0.7] : [3.4, 0.95];
  return Math.max(sizes.get(id), (least + more * Math.sqrt(nodes.get(id).degree)) / scale());
}

function shapeOf({ ctx, id: own, x, y }) {
  const id = outer(own);
  const node = nodes.get(id);
  const size = reach(id);
  if (inRows() && !standing.has(id)) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  const faded = near && !near.has(id) && id !== chosen.hover;
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = faded ? 0.14 : 1;
    ctx.translate(x, y);
    if (id === chosen.node || id === chosen.hover) {
      ctx.beginPath();
      ctx.arc(0, 0, size + 7 / scale(), 0, 2 * Math.PI);
      ctx.lineWidth = (id === chosen.node ? 4 : 2) / scale();
      ctx.strokeStyle = theme.accent;
      ctx.stroke();
    }
    ctx.scale(size, size);
    ctx.fillStyle = kinds.get(node.kind).colour;
    ctx.fill(paths.get(node.kind));
    ctx.lineJoin = "round";
    ctx.lineWidth = 1.2 / (size * scale());
    ctx.strokeStyle = theme.border;
    ctx.stroke(paths.get(node.kind));
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

// vis-network gets everything but the labels: 4_labels.js writes those, so that they keep one size and never overlap.
// Inside, ids begin with a colon, for vis-network keeps them where every object already has a "constructor".
const inner = (id) => `:${id}`;
const outer = (id) => (id == null ? null : id.slice(1));
const visNode = ({ label, ...node }) => ({ ...node, id: inner(node.id), ctxRenderer: shapeOf });
const visEdge = ({ label, ...edge }) => ({ ...edge, id: inner(edge.id), from: inner(edge.from), to: inner(edge.to) });
const rowOfNode = new Map(drawing.nodes.map((node) => [node.id, node]));
const visNodes = new vis.DataSet(drawing.nodes.filter((node) => core.has(node.id)).map(visNode));
const visEdges = new vis.DataSet([]);
const looks = new Map();

function lookOf(edge) {
  if (!edgeShown(edge)) return "hidden";
  if (inRows()) return inRow(edge.id) ? "row" : "hidden";
  if (lit.has(edge.id)) return "lit";
  if (chosen.hover && (edge.from === chosen.hover || edge.to === chosen.hover)) return "hover";
  return near ? "dim" : "faint";
}

// Gives each line that changed its new look.  The fewer there are, the stronger; far out they do not get thinner.
function paintEdges(all = false) {
  const changes = [];
  const shown = drawn.filter(({ id }) => edgeShown(edges.get(id))).length;
  const faint = { opacity: Math.min(0.8, Math.max(0.4, 150 / shown)), width: Math.max(1.8, 2 ** Math.round(Math.log2(0.6 / scale()))) };
  for (const { id } of drawn) {
    const edge = edges.get(id);
    const look = lookOf(edge);
    const { opacity, width } = look === "faint" ? faint : { opacity: OPACITY[look], width: WIDTH[look] };
    const now = `${look} ${opacity} ${width}`;
    if (!all && looks.get(id) === now) continue;
    looks.set(id, now);
    const color = { color: theme[edge.voice], opacity, inherit: false };
    color.hover = color.highlight = theme[edge.voice];
    changes.push({ id: inner(id), hidden: look === "hidden", width, color });
  }
  if (!visEdges.length) {
    const changed = new Map(changes.map((change) => [change.id, change]));
    visEdges.add(drawn.map((row) => ({ ...visEdge(row), ...changed.get(inner(row.id)) })));
  } else if (changes.length) visEdges.update(changes);
}

function paintNodes() {
  const changes = visNodes.get().filter(({ id, hidden }) => Boolean(hidden) === nodeShown(outer(id)));
  if (changes.length) visNodes.update(changes.map(({ id }) => ({ id, hidden: !nodeShown(outer(id)) })));
}

// The point of a line at a share of its length.
function along(id, share) {
  const line = network.body.edges[inner(id)];
  if (!line || !line.connected) return null;
  if (line.fromId === line.toId) {
    const { x, y } = placeOf(outer(line.fromId));
    return { x, y: y - reach(outer(line.fromId)) - 40 };
  }
  return line.edgeType.getPoint(share);
}

// Dotted lines tie a Claim to the statement that it is, and a chosen thing to the statements that mention it.
function drawTies(ctx) {
  const ties = [];
  for (const node of data.nodes) {
    if (node.kind === "Claim" && node.statement && inPicture(node.id)) ties.push([node.id, node.statement]);
  }
  if (chosen.node && !inRows()) for (const edge of naming.get(chosen.node)) ties.push([chosen.node, edge.id]);
  ctx.save();
  ctx.setLineDash([2 / scale(), 4 / scale()]);
  ctx.lineWidth = 1.3 / scale();
  for (const [id, edge] of ties) {
    if (!edges.has(edge) || (inRows() && !(standing.has(id) && inRow(edge))) || !nodeShown(id) || !edgeShown(edges.get(edge))) continue;
    const point = along(edge, 0.5);
    if (!point) continue;
    ctx.strokeStyle = near && !(near.has(id) && lit.has(edge)) ? `${theme.muted}22` : theme.muted;
    ctx.beginPath();
    ctx.moveTo(placeOf(id).x, placeOf(id).y);
    ctx.lineTo(point.x, point.y);
    ctx.stroke();
  }
  ctx.restore();
}
