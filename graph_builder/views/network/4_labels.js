// Labels: written over the picture in one size at every zoom, the most connected first, and none over another.

const SPACE = 10500; // square pixels of picture for each label while nothing is chosen
const written = []; // where labels are, so that they can be clicked
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const ROOM = 4500; // square pixels for each statement, if their names are to be written while nothing is chosen
const few = data.nodes.length <= 40;
const strong = Math.max(4, ranked[Math.floor(ranked.length * 0.04)]?.degree ?? 4);

function wrap(words, size, most) {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > size) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  const short = lines.slice(0, most).map((line) => (line.length > size + 8 ? `${line.slice(0, size + 7)}…` : line));
  if (lines.length > most) short[most - 1] = `${short[most - 1].replace(/…$/, "")} …`;
  return short;
}

// Text that fits into so many pixels.
function cut(ctx, words, wide) {
  if (ctx.measureText(words).width <= wide) return words;
  let end = words.length;
  while (end > 1 && ctx.measureText(`${words.slice(0, end)}…`).width > wide) end -= 1;
  return `${words.slice(0, end).trimEnd()}…`;
}

// The statements whose names are written: those that are chosen; while nothing is, all, if the picture has room.
function named(page) {
  if (near) return inRows() ? [...lit].filter(inRow) : [...lit];
  const seen = drawn.filter(({ id }) => edgeShown(edges.get(id)) && onScreen(along(id, 0.5), page)).map(({ id }) => id);
  return seen.length * ROOM < page.width * page.height ? seen : [];
}

function onScreen(point, page) {
  if (!point) return false;
  const { x, y } = network.canvasToDOM(point);
  return x > 0 && y > 0 && x < page.width && y < page.height;
}

// A point near the end of a line at which its arrowhead stands.
function head(id, end) {
  const [a, b] = [along(id, 0), along(id, 1)];
  if (!a || !b) return null;
  const line = drawing.edges[order.get(id)];
  const share = Math.min(0.4, (reach(end ? line.to : line.from) + 9 / scale()) / (Math.hypot(a.x - b.x, a.y - b.y) || 1));
  return along(id, end ? 1 - share : share);
}

function drawLabels(ctx) {
  const { canvas } = ctx;
  const ratio = canvas.width / canvas.clientWidth;
  const page = { width: canvas.clientWidth, height: canvas.clientHeight };
  const taken = [];
  const free = (box) => !taken.some((other) => box.x < other.x + other.w && other.x < box.x + box.w
    && box.y < other.y + other.h && other.y < box.y + box.h);
  const inside = (box) => box.x > 2 && box.y > 2 && box.x + box.w < page.width - 2 && box.y + box.h < page.height - 2;
  written.length = 0;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;

  const covers = (box) => shapes.filter((one) => one.x > box.x - one.r && one.x < box.x + box.w + one.r
    && one.y > box.y - one.r && one.y < box.y + box.h + one.r).length;

  // Writes at the spot that covers least; `cover` says what it may cover rather than not be written:
  // 0 nothing, 1 shapes and arrowheads, 2 other labels as well.
  const place = (lines, font, colour, line, spots, cover, solid = false) => {
    ctx.font = font;
    const w = Math.max(...lines.map((one) => ctx.measureText(one).width)) + 6;
    const h = lines.length * line;
    const boxes = spots(w, h).map(([x, y]) => ({ x, y, w, h }));
    let box = null;
    let least = cover ? Infinity : 1;
    for (const one of boxes) {
      const cost = inside(one) && free(one) ? covers(one) : Infinity;
      if (cost < least) [box, least] = [one, cost];
      if (!least) break;
    }
    if (!box && cover > 1) box = boxes.find(free) ?? boxes[0];
    if (!box) return null;
    taken.push(box);
    if (solid && !covers(box)) {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(box.x, box.y, w, h);
    }
    ctx.strokeStyle = theme.paper;
    ctx.fillStyle = colour;
    lines.forEach((one, i) => {
      const here = [one, box.x + w / 2, box.y + (i + 0.5) * line];
      ctx.strokeText(...here);
      ctx.fillText(...here);
    });
    return box;
  };

  const spot = (node) => ({ at: network.canvasToDOM(placeOf(node.id)), r: reach(node.id) * scale() + (node.id === chosen.node ? 8 : 0) });
  const writeNode = (node, cover) => {
    const { at, r } = spot(node);
    if (at.x < -60 || at.y < -60 || at.x > page.width + 60 || at.y > page.height + 60) return false;
    const main = node.id === chosen.node;
    const row = main ? 0 : standing.get(node.id)?.side ?? 0;
    const bold = main || (node.degree >= strong && !row);
    const size = main ? 17 : row ? 13 : (bold ? 15.5 : 13.5) * (small.matches ? 0.9 : 1);
    const font = `${bold ? 600 : 400} ${size}px ${FONT}`;
    ctx.font = font;
    const wide = row < 0 ? at.x - r - 14 : page.width - at.x - r - 14;
    const lines = row ? [cut(ctx, node.label, Math.max(60, wide))] : main ? wrap(node.label, inRows() ? 16 : 34, 4) : wrap(node.label, 18, near ? 3 : few ? 4 : 2);
    const around = (w, h) => {
      const [left, right, over, under] = [at.x - r - w - 2, at.x + r + 2, at.y - r - h - 2, at.y + r + 2];
      if (row) return [[row < 0 ? left - 2 : right + 2, at.y - h / 2]];
      return [[at.x - w / 2, under], [right, at.y - h / 2], [left, at.y - h / 2], [at.x - w / 2, over],
        [right - r / 4, under - r / 4], [left + r / 4, under - r / 4], [right - r / 4, over + r / 4], [left + r / 4, over + r / 4]];
    };
    const write = (some) => place(some, font, theme.ink, row ? 15 : size * 1.2, around, cover);
    const box = write(lines) ?? (lines.length > 2 ? write(wrap(node.label, 18, 2)) : null);
    if (box) written.push({ ...box, part: "node", id: node.id });
    return Boolean(box);
  };
  const middle = (id) => (w, h) => (near || few ? [0, -17, 17, -34, 34] : [0]).flatMap((aside) => [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8].flatMap((share) => {
    const point = along(id, share);
    if (!point) return [];
    const at = network.canvasToDOM(point);
    return [[at.x - w / 2, at.y - h / 2 + aside]];
  }));
  // In a row, the name stands beside the thing, inwards; names of parallel statements stand under each other.
  const inward = (id, edge) => (w, h) => {
    const far = edge.from === chosen.node ? edge.to : edge.from;
    const { side, step } = standing.get(far);
    const { x, y } = network.canvasToDOM(placeOf(far));
    return [22, 12, 40].map((gap) => [x - side * (gap + w / 2) - w / 2, y - h / 2 + rank.get(id) * step * scale()]);
  };
  const writeEdge = (id, cover) => {
    const edge = edges.get(id);
    const label = (edge.negated ? "✕ " : "") + drawing.edges[order.get(id)].label;
    const touches = edge.from !== edge.to && (edge.from === chosen.node || edge.to === chosen.node);
    const row = inRows() && touches;
    const box = place(row ? [label] : wrap(label, 30, 2), `italic 500 ${row ? 13 : 13.5}px ${FONT}`, theme[edge.voice], row ? 15 : 16,
      row ? inward(id, edge) : middle(id), cover, true);
    if (box) written.push({ ...box, part: "statement", id });
    return Boolean(box);
  };
  // Where the name of a denied statement has no room, its line is crossed.
  const cross = (id) => {
    const at = network.canvasToDOM(along(id, 0.5) ?? { x: NaN, y: NaN });
    for (const [colour, width] of [[theme.paper, 5], [theme[edges.get(id).voice], 2]]) {
      ctx.beginPath();
      for (const way of [-1, 1]) ctx.moveTo(at.x - 4, at.y - 4 * way), ctx.lineTo(at.x + 4, at.y + 4 * way);
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.lineWidth = 4;
  };

  const names = named(page);
  const visible = ranked.filter((node) => inPicture(node.id) && nodeShown(node.id) && (inRows() ? standing.has(node.id) : !near || near.has(node.id)));
  const shapes = visible.map((node) => {
    const { at, r } = spot(node);
    return { ...at, r: r * 0.75 };
  });
  for (const id of inRows() ? [] : names) {
    for (const end of edges.get(id).symmetric ? [0, 1] : [1]) {
      const point = head(id, end);
      if (point) shapes.push({ ...network.canvasToDOM(point), r: 5 + 3 * Math.min(2, scale()) });
    }
  }
  if (chosen.node) {
    const { at, r } = spot(nodes.get(chosen.node));
    taken.push({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r });
    if (!inRows() || !small.matches) writeNode(nodes.get(chosen.node), 2);
  }
  if (chosen.hover && chosen.hover !== chosen.node) writeNode(nodes.get(chosen.hover), 2);
  if (chosen.edge) {
    const edge = edges.get(chosen.edge);
    for (const id of new Set([edge.from, edge.to])) writeNode(nodes.get(id), 2);
    writeEdge(chosen.edge, 2);
  }
  let room = near || few ? Infinity : (page.width * page.height) / SPACE;
  for (const node of visible) {
    if (room <= 0) break;
    if (node.id !== chosen.node && !written.some((box) => box.part === "node" && box.id === node.id) && writeNode(node, near || few || node.degree >= strong ? 1 : 0)) room -= 1;
  }
  if (inRows() && beneath.words) {
    const { x, y } = network.canvasToDOM({ x: small.matches ? placeOf(chosen.node).x + 130 : 0, y: beneath.y });
    place([beneath.words], `13px ${FONT}`, theme.muted, 15, (w, h) => [[x - w / 2, y - h / 2]], 1, true);
  }
  const unnamed = new Set(names);
  for (const id of names) if (id === chosen.edge || writeEdge(id, near || few ? 1 : 0)) unnamed.delete(id);
  for (const id of unnamed) if (edges.get(id).negated) cross(id);
  ctx.restore();
}

const order = new Map(drawing.edges.map((edge, i) => [edge.id, i]));

function labelAt({ x, y }) {
  return written.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
}
