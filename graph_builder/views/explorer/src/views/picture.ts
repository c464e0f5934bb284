// The picture itself: sigma draws things and statements, a second canvas over it their names.  A thin renderer: what is
// drawn was worked out in scene.ts, arrange.ts and appearance.ts.

import Graph from "graphology";
import Sigma from "sigma";
import type { Settings } from "sigma/settings";
import { edgeLook, type Focus, nearOf, nodeLook, type Palette } from "../appearance.ts";
import type { Arranged } from "../arrange.ts";
import type { Everything } from "../everything.ts";
import { type Atlas, atlasOf } from "../gl/atlas.ts";
import { CrowdCanvas } from "../gl/crowd.ts";
import { arrowProgram, shapeProgram } from "../gl/programs.ts";
import type { Point } from "../layout.ts";
import type { App } from "../store.ts";
import { type Camera, HOME } from "./camera.ts";
import { extentOf, eyeOf, pickIn } from "./crowding.ts";
import { palette, rgba, unitOf } from "./looks.ts";
import { drawNames } from "./names.ts";
import { listen, type PictureEvents } from "./pointer.ts";

/** The picture rests when it has not moved for so long.  Units: milliseconds. */
const REST = 140;
/** What sigma knows of a crowd: one thing that is not seen. */
const NOBODY = "";
/** How far from the edge a thing is that was brought into the picture; units: pixels. */
const MARGIN = 60;

export class Picture {
  readonly sigma: Sigma;
  arranged: Arranged | null = null;
  focus: Focus = { selected: "", hover: "", near: null };
  colours: Palette = palette();
  /** So many pixels are one here: more than one where everything is written larger. */
  unit = 1;
  /** What is drawn as a crowd; null where things are drawn one by one. */
  everything: Everything | null = null;
  readonly atlas: Atlas;
  private crowd: CrowdCanvas | null = null;
  private readonly container: HTMLElement;
  private readonly app: App;
  private readonly names: HTMLCanvasElement;
  private readonly looked: PictureEvents["looked"];
  private frame = 0;
  private moving = 0;
  /** The room that all things take, so that they stay where they are while some are hidden. */
  private readonly extent: { x: [number, number]; y: [number, number] };

  constructor(container: HTMLElement, app: App, events: PictureEvents) {
    this.app = app;
    this.container = container;
    this.atlas = atlasOf(app.index.data.kinds);
    this.extent = extentOf(app.index.data.nodes);
    this.sigma = new Sigma(new Graph({ multi: true, type: "directed" }), container, {
      allowInvalidContainer: true,
      nodeProgramClasses: { shape: shapeProgram(this.atlas) },
      edgeProgramClasses: { arrow: arrowProgram(20) },
      defaultNodeType: "shape",
      defaultEdgeType: "arrow",
      renderLabels: false,
      defaultDrawNodeHover: () => {},
      enableEdgeEvents: true,
      enableCameraRotation: false,
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
    this.sigma.on("afterRender", () => {
      if (this.everything) this.crowd?.draw(eyeOf(this, this.everything, this.moving !== 0));
      this.drawNames();
    });
    this.sigma.getCamera().on("updated", () => this.stir());
    this.looked = events.looked;
    listen(this, events);
  }

  /** It moves, so that of a crowd less is drawn until it rests. */
  private stir(): void {
    clearTimeout(this.moving);
    this.moving = window.setTimeout(() => {
      this.moving = 0;
      if (this.heavy) this.sigma.scheduleRender();
      this.looked(this.sigma.getCamera().getState());
    }, REST);
  }

  private nodeData(id: string, data: Record<string, unknown>): Record<string, unknown> {
    if (id === NOBODY) return { ...data, hidden: true };
    const node = this.app.index.nodes.get(id)!;
    const look = nodeLook(this.app.index, node, this.focus, this.colours, Number(data.size), this.app.shown.value);
    return { ...data, ...look, color: rgba(look.color, look.alpha), border: this.colours.border, type: "shape" };
  }

  private edgeData(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const scene = this.arranged!.scene;
    const edge = this.app.index.edges.get(id)!;
    const { index, shown } = this.app;
    const look = edgeLook(index, edge, this.focus, this.colours, scene.mode, scene.edges.length, shown.value);
    return { ...data, ...look, size: look.size * this.unit, color: rgba(look.color, look.alpha) };
  }

  /** Whether there is so much to draw that what is chosen is drawn over it instead of drawing all of it again. */
  get heavy(): boolean {
    return this.everything !== null;
  }

  private set<K extends keyof Settings>(key: K, value: Settings[K]): void {
    if (this.sigma.getSetting(key) !== value) this.sigma.setSetting(key, value);
  }

  /** Draws an arrangement; things that were there before move to their new places. */
  show(arranged: Arranged, animate: boolean): void {
    const { sigma } = this;
    const before = this.arranged && !this.everything ? sigma.getGraph() : null;
    this.arranged = arranged;
    this.everything = null;
    this.crowd?.take(null);
    const { scene, places } = arranged;
    this.unit = unitOf();
    const { width, height } = this.size;
    const graph = new Graph({ multi: true, type: "directed" });
    const goal = new Map<string, Point>();
    for (const id of scene.nodes) {
      const { x, y } = places.get(id)!;
      const end = { x, y: -y };
      goal.set(id, end);
      const start = animate && before?.hasNode(id) ? before.getNodeAttributes(id) : end;
      graph.addNode(id, { x: start.x, y: start.y, size: arranged.radii.get(id)! * this.unit, label: "" });
    }
    const level = scene.mode === "fan";
    for (const edge of scene.edges) {
      graph.addDirectedEdgeWithKey(edge.id, edge.from, edge.to, {
        bend: arranged.bends.get(edge.id),
        level: level && arranged.side.has(edge.from === scene.centres[0] ? edge.to : edge.from),
        both: edge.symmetric,
      });
    }
    const whole = scene.mode === "all";
    sigma.setCustomBBox(whole ? this.extent : { x: [-width / 2, width / 2], y: [-height / 2, height / 2] });
    this.set("stagePadding", whole ? 40 : 0);
    this.refocus();
    sigma.setGraph(graph);
    cancelAnimationFrame(this.frame);
    if (animate && before) this.move(graph, goal);
  }

  /** Draws everything as a crowd. */
  showAll(everything: Everything): void {
    const { sigma } = this;
    cancelAnimationFrame(this.frame);
    this.crowd ??= new CrowdCanvas(this.container, this.atlas);
    this.arranged = everything.arranged;
    this.everything = everything;
    this.unit = unitOf();
    this.crowd.take(everything.crowd);
    sigma.setCustomBBox(this.extent);
    this.set("stagePadding", 40);
    this.refocus();
    // Sigma moves nothing where there is nothing.
    const bare = new Graph({ multi: true, type: "directed" });
    bare.addNode(NOBODY, { x: 0, y: 0, size: 0, label: "" });
    sigma.setGraph(bare);
  }

  /** The thing of a crowd at a place on the screen; "" if there is none. */
  pick(at: Point): string {
    return this.everything ? pickIn(this, this.everything, at) : "";
  }

  /** Moves a thing while it is dragged, to a place as sigma has it. */
  drag(id: string, to: Point): void {
    if (!this.everything) this.sigma.getGraph().mergeNodeAttributes(id, { x: to.x, y: to.y });
    else {
      this.everything.arranged.places.set(id, { x: to.x, y: -to.y });
      this.crowd!.move(this.everything.at.get(id)!, to.x, -to.y);
      this.stir();
      this.sigma.scheduleRender();
    }
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
    const { scene, bends, places } = this.arranged;
    const fanned = scene.mode === "fan" && selected === scene.centres[0];
    const near = nearOf(index, hover.value || (fanned ? "" : selected), (edge) => bends.has(edge.id));
    const seen = near && [...near].some((id) => places.has(id));
    this.focus = { selected, hover: hover.value, near: seen ? near : null };
  }

  /** What is chosen or under the pointer has changed; `looks`: so have the looks of all the rest. */
  repaint(looks = false): void {
    this.refocus();
    if (this.heavy && !looks) this.drawNames();
    else this.sigma.refresh({ skipIndexation: true, schedule: true });
  }

  retheme(): void {
    this.colours = palette();
    this.repaint(true);
  }

  get size(): { width: number; height: number } {
    const { width, height } = this.sigma.getDimensions();
    return { width: width / this.unit, height: height / this.unit };
  }

  /** The place of a thing on the screen. */
  at(id: string): Point | null {
    const place = this.placeOf(id);
    if (!place) return null;
    const at = this.sigma.graphToViewport({ x: place.x, y: -place.y });
    return { x: at.x / this.unit, y: at.y / this.unit };
  }

  /** The place of a thing as it goes into the address. */
  placeOf(id: string): Point | null {
    if (this.everything) return this.everything.arranged.places.get(id) ?? null;
    const graph = this.sigma.getGraph();
    if (!graph.hasNode(id)) return null;
    const { x, y } = graph.getNodeAttributes(id);
    return { x, y: -y };
  }

  private drawNames(): void {
    if (this.arranged) drawNames(this.names, this, this.arranged, this.app);
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  look(camera: Camera): void {
    this.sigma.getCamera().setState(camera);
  }

  fit(): void {
    this.look(HOME);
  }

  /** Moves the picture so far that a thing is in it. */
  reveal(id: string): void {
    const at = this.at(id);
    if (!at) return;
    const { width, height } = this.size;
    const x = Math.max(MARGIN, Math.min(width - MARGIN, at.x));
    const y = Math.max(MARGIN, Math.min(height - MARGIN, at.y));
    if (x === at.x && y === at.y) return;
    const camera = this.sigma.getCamera();
    const framed = (one: Point): Point =>
      this.sigma.viewportToFramedGraph({ x: one.x * this.unit, y: one.y * this.unit });
    const [here, there] = [framed({ x, y }), framed(at)];
    camera.setState({ x: camera.x + there.x - here.x, y: camera.y + there.y - here.y });
  }

  kill(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.moving);
    this.crowd?.kill();
    this.sigma.kill();
  }
}
