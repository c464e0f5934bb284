// Labels: written over the picture in one size at every zoom, the most connected first, and none over another.

const SPACE = 10500; // square pixels of picture for each label while nothing is chosen
const written = []; // where labels are, so that they can be clicked
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
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

  const clear = (box) => !shapes.some((one) => one.x > box.x - one.r && one.x < box.x + box.w + one.r
    && one.y > box.y - one.r && one.y < box.y + box.h + one.r);

  // Writes at the first spot that covers nothing; `cover` says what it may cover rather than not be written:
  // 0 nothing, 1 shapes, 2 other labels as well.
  const place = (lines, font, colour, line, spots, cover, solid = false) => {
    ctx.font = font;
    const w = Math.max(...lines.map((one) => ctx.measureText(one).width)) + 6;
    const h = lines.length * line;
    const boxes = spots(w, h).map(([x, y]) => ({ x, y, w, h }));
    const open = boxes.filter((one) => inside(one) && free(one));
    const box = open.find(clear) ?? (cover ? open[0] : null) ?? (cover > 1 ? boxes.find(free) ?? boxes[0] : null);
    if (!box) return null;
    taken.push(box);
    if (solid && clear(box)) {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(box.x, box.y, w, h);
    }
    ctx.strokeStyle = theme.paper;
    ctx.fillStyle = colour;
    lines.forEach((one, i) => {
      const at = [one, box.x + w / 2, box.y + (i + 0.5) * line];
      ctx.strokeText(...at);
      ctx.fillText(...at);
    });
    return box;
  };

  const spot = (node) => ({ at: network.canvasToDOM(node), r: reach(node.id) * scale() + (node.id === chosen.node ? 8 : 0) });
  const writeNode = (node, cover) => {
    const { at, r } = spot(node);
    if (at.x < -60 || at.y < -60 || at.x > page.width + 60 || at.y > page.height + 60) return false;
    const main = node.id === chosen.node;
    const size = (main ? 17 : node.degree >= strong ? 15.5 : 13.5) * (small.matches && !main ? 0.88 : 1);
    const lines = main ? wrap(node.label, 34, 4) : wrap(node.label, 18, near ? 3 : 2);
    const font = `${main || node.degree >= strong ? 600 : 400} ${size}px ${FONT}`;
    const around = (w, h) => [
      [at.x - w / 2, at.y + r + 2], [at.x + r + 2, at.y - h / 2], [at.x - r - w - 2, at.y - h / 2], [at.x - w / 2, at.y - r - h - 2],
    ];
    const box = place(lines, font, theme.ink, size * 1.2, around, cover);
    if (box) written.push({ ...box, part: "node", id: node.id });
    return Boolean(box);
  };
  const writeEdge = (id) => {
    const label = drawing.edges[order.get(id)].label;
    const edge = edges.get(id);
    const middle = (w, h) => [0, -17, 17, -34, 34].flatMap((aside) => [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].flatMap((share) => {
      const point = along(id, share);
      if (!point) return [];
      const at = network.canvasToDOM(point);
      return [[at.x - w / 2, at.y - h / 2 + aside]];
    }));
    const box = place(wrap(label, 30, 2), `italic 500 13.5px ${FONT}`, theme[edge.voice], 16, middle, id === chosen.edge ? 2 : 1, true);
    if (box) written.push({ ...box, part: "statement", id });
  };

  const visible = ranked.filter((node) => nodeShown(node.id));
  const shapes = visible.filter((one) => !near || near.has(one.id)).map((node) => {
    const { at, r } = spot(node);
    return { ...at, r: r * 0.75 };
  });
  if (chosen.node) {
    const { at, r } = spot(nodes.get(chosen.node));
    taken.push({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r });
    writeNode(nodes.get(chosen.node), 2);
  }
  if (chosen.hover && chosen.hover !== chosen.node) writeNode(nodes.get(chosen.hover), 2);
  if (chosen.edge) {
    const edge = edges.get(chosen.edge);
    for (const id of new Set([edge.from, edge.to])) writeNode(nodes.get(id), 2);
    writeEdge(chosen.edge);
  }
  let room = near ? Infinity : (page.width * page.height) / SPACE;
  for (const node of near ? visible.filter((one) => near.has(one.id)) : visible) {
    if (room <= 0) break;
    if (!written.some((box) => box.part === "node" && box.id === node.id) && writeNode(node, near || node.degree >= strong ? 1 : 0)) room -= 1;
  }
  for (const id of lit) if (id !== chosen.edge) writeEdge(id);
  ctx.restore();
}

const order = new Map(drawing.edges.map((edge, i) => [edge.id, i]));

function labelAt({ x, y }) {
  return written.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
}
