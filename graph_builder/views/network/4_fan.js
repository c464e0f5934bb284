// A thing with many statements: its neighbours step into rows beside it, so that every name can be read.  They return
// to their places in the picture when something else is chosen.  Same thing, same rows.

const BUSY = () => (small.matches ? 4 : 9); // more statements than this cannot all be named where the things stand
const standing = new Map(); // where things stand while they are in rows; units: pixels at zoom 1
const rank = new Map(); // which of the parallel lines a statement has: ..., -1, 0, 1, ... about the middle
const straight = new Map(drawing.edges.map((edge) => [edge.id, edge.smooth ?? { enabled: false }]));
let fanning = true;
const beneath = { y: 0, words: "", shown: false }; // what stands over the statements that only mention the chosen thing
const LEAST = 15; // height of a row; units: pixels

const placeOf = (id) => standing.get(id) ?? nodes.get(id);
const inRows = () => standing.size > 0;

// A statement that only mentions the chosen thing is drawn if there is room and its ends stand face to face.
function inRow(id) {
  const { from, to } = edges.get(id);
  if (!lit.has(id) || !standing.has(from) || !standing.has(to)) return false;
  return from === chosen.node || to === chosen.node || (beneath.shown && standing.get(from).side !== standing.get(to).side);
}

// The other ends of a thing's own statements, in two lists from top to bottom, each about where it stands anyway.
function ownRows(hub, own) {
  const rows = new Map();
  for (const { from, to } of own) {
    const other = from === hub ? to : from;
    if (other !== hub) rows.set(other, (rows.get(other) ?? 0) + 1);
  }
  const across = [...rows].map(([id, lines]) => ({ id, lines })).sort((a, b) => nodes.get(a.id).x - nodes.get(b.id).x || (a.id < b.id ? -1 : 1));
  const half = across.reduce((sum, { lines }) => sum + lines, 0) / 2;
  const columns = [[], []];
  let used = 0;
  for (const one of across) {
    columns[Number(small.matches || used >= half)].push(one);
    used += one.lines;
  }
  return columns.map((column) => column.sort((a, b) => nodes.get(a.id).y - nodes.get(b.id).y || (a.id < b.id ? -1 : 1)));
}

// The ends of statements that only mention the chosen thing, face to face.
function besideRows(hub, beside, own) {
  const side = new Map(own.flatMap((column, i) => column.map(({ id }) => [id, i])));
  const columns = [[], []];
  const put = (id, i) => {
    if (id === hub || side.has(id)) return;
    columns[i].push({ id, lines: 1 });
    side.set(id, i);
  };
  for (const { from, to } of beside) {
    const first = side.get(from) ?? (side.has(to) ? 1 - side.get(to) : 0);
    put(from, first);
    put(to, 1 - first);
  }
  return columns;
}

const linesOf = (column) => column.reduce((sum, { lines }) => sum + lines, 0);

function rowsOf(hub) {
  const own = touching.get(hub).filter((edge) => lit.has(edge.id));
  const beside = [...lit].map((id) => edges.get(id)).filter((edge) => edge.from !== hub && edge.to !== hub);
  const upper = ownRows(hub, own);
  const lower = besideRows(hub, beside, upper);
  const { clientWidth: wide, clientHeight: high } = stage;
  const [most, more] = [upper, lower].map((columns) => Math.max(...columns.map(linesOf)));
  const fits = !small.matches && (most + more + 2) * LEAST <= high;
  const all = most + (beside.length ? 1 : 0) + (fits ? more : 0);
  const step = Math.min(46, Math.max(LEAST, (high - 20) / all));
  const top = (-all * step) / 2;
  standing.set(hub, { x: small.matches ? 34 - wide / 2 : 0, y: top + (most * step) / 2 });
  for (const [columns, start, rows] of [[upper, top, most], [fits ? lower : [], top + (most + 1) * step, more]]) {
    columns.forEach((column, i) => {
      let y = start + (rows === most ? ((rows - linesOf(column)) * step) / 2 : 0);
      for (const { id, lines } of column) {
        standing.set(id, { x: small.matches ? wide * 0.05 : (i - 0.5) * wide * 0.43, y: y + (lines * step) / 2, side: i ? 1 : -1, step });
        y += lines * step;
      }
    });
  }
  beneath.shown = fits;
  const left = beside.filter(({ id }) => !inRow(id)).length;
  const words = [left < beside.length ? "named in these as well" : "", left ? `named in ${left} more: see the list` : ""];
  Object.assign(beneath, { y: top + (most + 0.5) * step, words: words.filter(Boolean).join("; ") });
}

// How a statement's line runs while things stand in rows: level at both ends, parallel ones apart.
function bent(edge, i) {
  return { id: inner(edge.id), smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: Math.max(0.2, 0.8 - 0.12 * i) } };
}

// Puts the chosen thing's neighbours in rows if they are many, and everything else in its place.
function fan() {
  const before = [...standing.keys()];
  standing.clear();
  const lines = new Map([...rank.keys()].map((id) => [id, { id: inner(id), smooth: straight.get(id) }]));
  rank.clear();
  if (fanning && chosen.node && lit.size > BUSY() && stage.clientWidth) {
    rowsOf(chosen.node);
    const met = new Map();
    for (const id of [...lit].filter(inRow)) {
      const { from, to } = edges.get(id);
      const pair = [from, to].sort().join(" ");
      if (!met.has(pair)) met.set(pair, []);
      if (from !== to) met.get(pair).push(id);
    }
    for (const ids of met.values()) ids.forEach((id, i) => rank.set(id, i - (ids.length - 1) / 2));
    for (const ids of met.values()) ids.forEach((id, i) => lines.set(id, bent(edges.get(id), i)));
  }
  if (lines.size) visEdges.update([...lines.values()]);
  for (const id of new Set([...before, ...standing.keys()])) network.moveNode(inner(id), placeOf(id).x, placeOf(id).y);
}
