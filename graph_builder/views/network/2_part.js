// What of a large graph is in the picture: the most connected things with the statements between them, and for as long as
// something is chosen what is near it, too.  Everything else is in the text and in the search.

const core = new Set(drawing.first ? ranked.slice(0, drawing.first).map((node) => node.id) : nodes.keys());
const coreNodes = data.nodes.filter((node) => core.has(node.id));
const coreRows = drawing.edges.filter((row) => core.has(row.from) && core.has(row.to));
const guests = new Set(); // things that are there only while they are near what is chosen
let drawn = coreRows; // the lines in the picture, as vis-network wants them

const inPicture = (id) => core.has(id) || guests.has(id);

// Lets in what is near to what is chosen, and out what no longer is.
function welcome() {
  if (!drawing.first) return;
  const wanted = new Set([...(near ?? [])].filter((id) => !core.has(id)));
  const rows = [...lit].map((id) => drawing.edges[order.get(id)]).filter((row) => !(core.has(row.from) && core.has(row.to)));
  const leaving = [...guests].filter((id) => !wanted.has(id));
  const coming = [...wanted].filter((id) => !guests.has(id));
  const before = drawn.slice(coreRows.length);
  visEdges.remove(before.map((row) => inner(row.id)));
  for (const row of before) looks.delete(row.id);
  visNodes.remove(leaving.map(inner));
  for (const id of leaving) guests.delete(id);
  for (const id of coming) guests.add(id);
  visNodes.add(coming.map((id) => visNode(rowOfNode.get(id))));
  visEdges.add(rows.map(visEdge));
  drawn = [...coreRows, ...rows];
}

// What the picture leaves out, in a sentence; nothing if nothing.
function leftOut() {
  if (!drawing.first) return "";
  return `The picture shows the ${count(core.size, "thing")} with most statements, and the ${count(coreRows.length, "statement")} between them. The other ${count(nodes.size - core.size, "thing")} come into it when they, or something that they have to do with, are chosen. Search finds all of them, and all are in the lists below.`;
}
