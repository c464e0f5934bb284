// The panel: a thing with its sentences, or one sentence, each with whose words it is, its page and the public edition.
// A dialog that leaves the page alone: Escape and a button close it, and the focus goes back to where it came from.

import type { LiveStatement } from "./known.ts";
import { type Known, make } from "./read.ts";

export class Panel {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;
  private readonly heading: HTMLElement;
  private readonly known: Known;
  private from: SVGElement | HTMLElement | null = null;

  constructor(known: Known, parent: Element) {
    this.known = known;
    this.element = make("div", "panel");
    this.element.hidden = true;
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-labelledby", "_panel");
    this.heading = make("h2");
    this.heading.id = "_panel";
    this.heading.tabIndex = -1;
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => this.close());
    this.body = make("div", "inside");
    this.element.append(close, this.heading, this.body);
    parent.append(this.element);
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || !this.isOpen()) return;
        event.stopImmediatePropagation();
        event.preventDefault();
        this.close();
      },
      true,
    );
  }

  isOpen(): boolean {
    return !this.element.hidden;
  }

  side(side: "left" | "right"): void {
    this.element.dataset.side = side;
  }

  close(): void {
    if (!this.isOpen()) return;
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (inside || this.from) this.from?.focus();
    this.from = null;
  }

  /** A thing: what it is, its sentences in this scene, and the others. */
  thing(id: string, scene: string, from: SVGElement | HTMLElement | null = null): void {
    const thing = this.known.things[id];
    if (!thing) return;
    const here = new Set(this.known.scenes[scene] ?? []);
    const inside = thing.statements.filter((one) => here.has(one));
    const others = thing.statements.filter((one) => !here.has(one));
    const parts: HTMLElement[] = [make("p", "what")];
    parts[0]!.append(this.glyph(thing.kind), [thing.kind, thing.when].filter(Boolean).join(", "));
    if (thing.gloss) parts.push(make("p", "gloss", `Meaning: ${thing.gloss}`));
    if (thing.holders) parts.push(make("p", "holders", `Held by ${thing.holders}`));
    if (thing.aka.length) parts.push(make("p", "aka", `Also: ${thing.aka.join(", ")}`));
    if (inside.length) parts.push(make("h3", "", "In this picture"), this.list(inside, true));
    if (others.length) {
      const more = make("details", "more");
      const count = `${others.length} more sentence${others.length === 1 ? "" : "s"} in the graph`;
      more.append(make("summary", "", count), this.list(others, false));
      more.open = !inside.length;
      parts.push(more);
    }
    this.show(thing.label, parts, from);
  }

  /** One sentence, with its things to go on to. */
  statement(id: string, scene: string, from: SVGElement | HTMLElement | null = null): void {
    const told = this.known.statements[id];
    if (!told) return;
    const parts: HTMLElement[] = [this.list([id], false)];
    if (told.note) parts.push(make("p", "note", `Note: ${told.note}`));
    const ends = make("p", "ends");
    for (const end of [...new Set(told.ends)]) {
      const thing = this.known.things[end];
      if (!thing) continue;
      const button = make("button", "end", thing.label);
      button.type = "button";
      button.addEventListener("click", () => this.thing(end, scene, this.from));
      ends.append(button);
    }
    if (ends.childElementCount) parts.push(ends);
    this.show("The sentence", parts, from);
  }

  /** What a card tells that stands for no one thing. */
  statements(title: string, ids: readonly string[], scene: string, from: SVGElement | HTMLElement | null = null): void {
    if (ids.length === 1) this.statement(ids[0]!, scene, from);
    else if (ids.length) this.show(title, [this.list(ids, false)], from);
  }

  private show(title: string, parts: readonly HTMLElement[], from: SVGElement | HTMLElement | null): void {
    this.heading.textContent = title;
    this.body.replaceChildren(...parts);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.from = from;
    if (from || this.element.contains(document.activeElement)) this.heading.focus({ preventScroll: true });
    this.element.dispatchEvent(new CustomEvent("opened"));
  }

  private list(ids: readonly string[], marked: boolean): HTMLElement {
    const list = make("ul", "sentences");
    for (const id of ids) {
      const told = this.known.statements[id];
      if (told) list.append(this.row(told, marked));
    }
    return list;
  }

  private row(told: LiveStatement, marked: boolean): HTMLElement {
    const row = make("li", marked ? `marked ${told.voice}` : told.voice);
    const foot = make("p", "foot");
    foot.append(this.stroke(told.voice), make("span", "whose", told.whose), " · ", page(told));
    row.append(make("p", "", told.sentence), foot);
    return row;
  }

  private stroke(voice: string): SVGElement {
    const line = drawn("path", { d: "M1,6H29", stroke: "currentColor", "stroke-width": "2", fill: "none" });
    const dash = this.known.dashes[voice] ?? [];
    if (dash.length) line.setAttribute("stroke-dasharray", dash.map((part) => part / 2).join(" "));
    return picture("0 0 30 12", "stroke", line);
  }

  private glyph(kind: string): SVGElement {
    const look = this.known.kinds[kind];
    const shape = drawn("path", {
      d: look?.path ?? "",
      fill: look?.colour ?? "#000",
      stroke: "#444",
      "stroke-width": ".12",
    });
    return picture("-1.1 -1.1 2.2 2.2", "glyph", shape);
  }
}

function page(told: LiveStatement): HTMLElement {
  if (!/^https?:\/\//.test(told.url)) return make("span", "page", told.citation);
  const link = make("a", "page", told.citation);
  link.href = told.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function picture(box: string, name: string, inside: SVGElement): SVGElement {
  const svg = drawn("svg", { viewBox: box, class: name, "aria-hidden": "true" });
  svg.append(inside);
  return svg;
}

function drawn(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
