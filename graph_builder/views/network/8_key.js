// The key, which is also the filter: each kind and each voice with its sign, its number and a box to hide it.

const key = document.getElementById("key");

function box(sign, label, number, hidden, id, title) {
  const input = make("input", { type: "checkbox", name: id });
  input.checked = !hidden.has(id);
  input.addEventListener("change", () => {
    if (input.checked) hidden.delete(id);
    else hidden.add(id);
    refresh();
  });
  const all = make("label", { title }, input, sign, `${label} `, make("small", {}, String(number)));
  all.sync = () => { input.checked = !hidden.has(id); };
  return all;
}

const boxes = [
  data.kinds.filter((kind) => kind.count).map((kind) => box(icon(kind.id), kind.label, kind.count, hiddenKinds, kind.id, `${kind.meaning} (${kind.shape})`)),
  data.voices.map((voice) => box(dash(voice.id), voice.label, voice.count, hiddenVoices, voice.id, voice.meaning)),
];
key.append(
  make("fieldset", { id: "kinds" }, make("legend", {}, "Things"), boxes[0]),
  make("fieldset", { id: "voices" }, make("legend", {}, "Said by"), boxes[1], make("small", { class: "marks" }, "✕ “not”: denied · “?”: doubted · two heads: both ways")),
);

function countShown({ filtered }) {
  for (const one of boxes.flat()) one.sync();
  const things = data.nodes.filter((node) => nodeShown(node.id)).length;
  const statements = data.edges.filter(edgeShown).length;
  const words = things < data.nodes.length || statements < data.edges.length
    ? `${things} of ${count(data.nodes.length, "thing")} and ${statements} of ${count(data.edges.length, "statement")} shown`
    : "";
  document.getElementById("shown").textContent = words && ` · ${words}`;
  if (filtered) say(words || "Everything is shown");
}
