// The picture itself: sigma draws things and statements, a second canvas over it their names.  A thin renderer: what is
// drawn was worked out in scene.ts, arrange.ts and appearance.ts.

import Graph from "graphology";
import Sigma from "sigma";
import type { Focus, Palette } from "../appearance.ts";
import { edgeLook, nearOf, nodeLook } from "../appearance.ts";
import type { Arranged } from "../arrange.ts";
import { atlasOf } from "../gl/atlas.ts";
import { arrowProgram, shapeProgram } from "../gl/programs.ts";
import type { Point } from "../layout.ts";
import type { App } from "../store.ts";
import { drawNames } from "./names.ts";

export interface PictureEvents {
  click(id: string): void;
  doubleClick(id: string): void;
  clickEdge(id: string): void;
  clickStage(): void;
  hover(id: string): void;
  moved(id: string, place: Point): void;
}

/** Statements up to this many are drawn curved and can be clicked on. */
const CURVED = 4000;

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: read("paper"),
    ink: read("ink"),
    muted: read("muted"),
    accent: read("accent"),
    border: read("border"),
    voices: { author: read("author"), attributed: read("attributed"), outlook: read("outlook") },
  };
}

/** Whether this browser draws with WebGL here. */
export function hasWebGL(): boolean {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  } catch {
    return false;
  }
}

const rgba = (hex: string, alpha: number): string => {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${(value >> 16) & 255},${(value >> 8) & 255},${value & 255},${Math.round(alpha * 100) / 100})`;
};

export class Picture {
  readonly sigma: Sigma;
  arranged: Arranged | null = null;
  focus: Focus = { selected: "", hover: "", near: null };
  colours: Palette = palette();
  private readonly app: App;
  private readonly names: HTMLCanvasElement;
  private dragged = "";
  private frame = 0;

  constructor(container: HTMLElement, app: App, events: PictureEvents) {
    this.app = app;
    const atlas = atlasOf(app.index.data.kinds);
    this.sigma = new Sigma(new Graph({ multi: true, type: "directed" }), container, {
      allowInvalidContainer: true,
      nodeProgramClasses: { shape: shapeProgram(atlas) },
      edgeProgramClasses: { arrow: arrowProgram(14), line: arrowProgram(1) },
      defaultNodeType: "shape",
      defaultEdgeType: "arrow",
      renderLabels: false,
      defaultDrawNodeHover: () => {},
      enableEdgeEvents: true,
      stagePadding: 0,
      zIndex: true,
      minCameraRatio: 0.03,
      maxCameraRatio: 4,
      doubleClickZoomingRatio: 1,
      zoomToSizeRatioFunction: (ratio) => Math.max(0.6, Math.sqrt(ratio)),
      nodeReducer: (id, data) => this.nodeData(id, data),
      edgeReducer: (id, data) => this.edgeData(id, data),
    });
    this.names = document.createElement("canvas");
    this.names.className = "names";
    this.names.setAttribute("aria-hidden", "true");
    container.append(this.names);
    this.sigma.on("afterRender", () => this.drawNames());
    this.listen(events);
  }

  private listen(events: PictureEvents): void {
    const { sigma } = this;
    let waiting = 0;
    sigma.on("clickNode", ({ node }) => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => events.click(node), 230);
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      clearTimeout(waiting);
      preventSigmaDefault();
      events.doubleClick(node);
    });
    sigma.on("clickEdge", ({ edge }) => events.clickEdge(edge));
    sigma.on("clickStage", () => events.clickStage());
    sigma.on("doubleClickStage", ({ preventSigmaDefault }) => preventSigmaDefault());
    sigma.on("enterNode", ({ node }) => events.hover(node));
    sigma.on("leaveNode", () => events.hover(""));
    sigma.on("enterEdge", ({ edge }) => events.hover(edge));
    sigma.on("leaveEdge", () => events.hover(""));
    let far = 0;
    sigma.on("downNode", ({ node }) => {
      this.dragged = node;
      far = 0;
      if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    });
    sigma.on("moveBody", ({ event }) => {
      if (!this.dragged) return;
      const at = sigma.viewportToGraph(event);
      if (++far > 2) {
        sigma.getGraph().mergeNodeAttributes(this.dragged, at);
        clearTimeout(waiting);
      }
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = (): void => {
      if (this.dragged && far > 2) {
        const { x, y } = sigma.getGraph().getNodeAttributes(this.dragged);
        events.moved(this.dragged, { x: Number(x), y: -Number(y) });
      }
      this.dragged = "";
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }

  private nodeData(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const node = this.app.index.nodes.get(id)!;
    const look = nodeLook(this.app.index, node, this.focus, this.colours, Number(data.size), this.app.shown.value);
    return { ...data, ...look, color: rgba(look.color, look.alpha), border: this.colours.border, type: "shape" };
  }

  private edgeData(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const scene = this.arranged!.scene;
    const edge = this.app.index.edges.get(id)!;
    const { index, shown } = this.app;
    const look = edgeLook(index, edge, this.focus, this.colours, scene.mode, scene.edges.length, shown.value);
    return { ...data, ...look, color: rgba(look.color, look.alpha) };
  }

  /** Draws an arrangement; things that were there before move to their new places. */
  show(arranged: Arranged, animate: boolean): void {
    const { sigma } = this;
    const before = this.arranged && sigma.getGraph();
    this.arranged = arranged;
    const { scene, places } = arranged;
    const { width, height } = sigma.getDimensions();
    const graph = new Graph({ multi: true, type: "directed" });
    const goal = new Map<string, Point>();
    for (const id of scene.nodes) {
      const { x, y } = places.get(id)!;
      const end = { x, y: -y };
      goal.set(id, end);
      const start = animate && before?.hasNode(id) ? before.getNodeAttributes(id) : end;
      graph.addNode(id, { x: start.x, y: start.y, size: arranged.radii.get(id), label: "" });
    }
    const type = scene.edges.length > CURVED ? "line" : "arrow";
    const level = scene.mode === "fan";
    for (const edge of scene.edges) {
      graph.addDirectedEdgeWithKey(edge.id, edge.from, edge.to, {
        type,
        bend: arranged.bends.get(edge.id),
        level: level && arranged.side.has(edge.from === scene.centres[0] ? edge.to : edge.from),
        both: edge.symmetric,
      });
    }
    const wide = scene.mode !== "all";
    sigma.setCustomBBox(wide ? { x: [-width / 2, width / 2], y: [-height / 2, height / 2] } : null);
    sigma.setSetting("stagePadding", wide ? 0 : 40);
    sigma.setSetting("hideEdgesOnMove", scene.edges.length > 12_000);
    sigma.setSetting("enableEdgeEvents", scene.edges.length <= CURVED);
    this.refocus();
    sigma.setGraph(graph);
    cancelAnimationFrame(this.frame);
    if (animate && before) this.move(graph, goal);
    sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  private move(graph: Graph, goal: ReadonlyMap<string, Point>): void {
    const start = new Map(graph.mapNodes((id, { x, y }) => [id, { x, y }]));
    const began = performance.now();
    const tick = (now: number): void => {
      const share = Math.min(1, (now - began) / 320);
      const eased = 1 - (1 - share) ** 3;
      graph.updateEachNodeAttributes(
        (id, attributes) => {
          const [a, b] = [start.get(id)!, goal.get(id)!];
          return { ...attributes, x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased };
        },
        { attributes: ["x", "y"] },
      );
      if (share < 1) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  /** What is chosen or under the pointer has changed. */
  refocus(): void {
    if (!this.arranged) return;
    const { state, hover, index } = this.app;
    const { selected } = state.value;
    const fanned = this.arranged.scene.mode === "fan" && selected === this.arranged.scene.centres[0];
    const near = nearOf(index, hover.value || (fanned ? "" : selected), this.arranged.scene.edges);
    const seen = near && this.arranged.scene.nodes.some((id) => near.has(id));
    this.focus = { selected, hover: hover.value, near: seen ? near : null };
  }

  repaint(): void {
    this.refocus();
    this.sigma.refresh({ skipIndexation: true });
  }

  retheme(): void {
    this.colours = palette();
    this.repaint();
  }

  /** The place of a thing on the screen. */
  at(id: string): Point | null {
    const graph = this.sigma.getGraph();
    if (!graph.hasNode(id)) return null;
    const { x, y } = graph.getNodeAttributes(id);
    return this.sigma.graphToViewport({ x, y });
  }

  private drawNames(): void {
    if (this.arranged) drawNames(this.names, this, this.arranged, this.app);
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  fit(): void {
    this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 });
  }

  kill(): void {
    cancelAnimationFrame(this.frame);
    this.sigma.kill();
  }
}
