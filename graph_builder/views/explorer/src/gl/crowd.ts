// Very many things and lines, drawn from two buffers without an object for each.  Of what lies where one looks so much is
// drawn as there is room for, what matters most: the nearer one looks, the larger the share.

import type { Atlas } from "./atlas.ts";
import crowdFragment from "./crowd.frag.glsl";
import crowdVertex from "./crowd.vert.glsl";
import linesFragment from "./lines.frag.glsl";
import linesVertex from "./lines.vert.glsl";
import { type Box, linesIn, thingsIn } from "./nearby.ts";
import { type Crowd, END, THING } from "./sizes.ts";

export interface Eye {
  /** Pixels for one step in the picture, and where its origin lies on the screen. */
  step: readonly [number, number];
  origin: readonly [number, number];
  width: number;
  height: number;
  /** How much larger than arranged things are drawn. */
  scale: number;
  /** At most so many of the things in view are drawn, so many of them as shapes, and so many lines. */
  things: number;
  shapes: number;
  lines: number;
  border: readonly [number, number, number];
}

/** Half the size of a dot, and least half of a shape.  Units: pixels. */
const DOT = 1.6;

/** How dark a line is beside what its colour says, which is meant for more of them. */
const STRENGTH = 2;
/** How far outside of the view a thing still reaches into it.  Units: pixels. */
const BEYOND = 40;

type Uniforms = Record<string, WebGLUniformLocation | null>;

interface Program {
  program: WebGLProgram;
  at: Uniforms;
  array: WebGLVertexArrayObject;
  buffer: WebGLBuffer;
}

export class CrowdCanvas {
  readonly canvas = document.createElement("canvas");
  private readonly gl: WebGL2RenderingContext;
  private readonly things: Program;
  private readonly lines: Program;
  private crowd: Crowd | null = null;

  constructor(container: HTMLElement, atlas: Atlas) {
    this.canvas.className = "crowd";
    this.canvas.setAttribute("aria-hidden", "true");
    container.prepend(this.canvas);
    const gl = this.canvas.getContext("webgl2", { antialias: false })!;
    this.gl = gl;
    this.things = programOf(gl, crowdVertex, crowdFragment);
    this.lines = programOf(gl, linesVertex, linesFragment);
    this.layOut();
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas.picture);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  private layOut(): void {
    const { gl } = this;
    const corner = gl.createBuffer()!;
    gl.bindVertexArray(this.things.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, corner);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    this.attribute(this.things, "a_corner", 2, gl.FLOAT, 8, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.things.buffer);
    this.attribute(this.things, "a_place", 2, gl.FLOAT, 4 * THING, 0, 1);
    this.attribute(this.things, "a_size", 1, gl.FLOAT, 4 * THING, 8, 1);
    this.attribute(this.things, "a_shape", 1, gl.FLOAT, 4 * THING, 12, 1);
    this.attribute(this.things, "a_color", 4, gl.UNSIGNED_BYTE, 4 * THING, 16, 1);
    gl.bindVertexArray(this.lines.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.lines.buffer);
    this.attribute(this.lines, "a_place", 2, gl.FLOAT, 4 * END, 0, 0);
    this.attribute(this.lines, "a_other", 2, gl.FLOAT, 4 * END, 8, 0);
    this.attribute(this.lines, "a_color", 4, gl.UNSIGNED_BYTE, 4 * END, 16, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  }

  private attribute(
    { program }: Program,
    name: string,
    size: number,
    type: number,
    stride: number,
    offset: number,
    each: number,
  ): void {
    const { gl } = this;
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, type, type === gl.UNSIGNED_BYTE, stride, offset);
    gl.vertexAttribDivisor(at, each);
  }

  /** What is drawn from now on; null for nothing. */
  take(crowd: Crowd | null): void {
    const { gl } = this;
    this.crowd = crowd;
    this.canvas.hidden = crowd === null;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.lines.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, crowd?.lines ?? new Float32Array(0), gl.STATIC_DRAW);
  }

  /** Moves one thing, by its place in the buffer. */
  move(at: number, x: number, y: number): void {
    this.crowd?.things.set([x, y], THING * at);
  }

  draw(eye: Eye): void {
    const { gl, crowd, canvas } = this;
    if (!crowd) return;
    const density = devicePixelRatio || 1;
    const [wide, high] = [Math.round(eye.width * density), Math.round(eye.height * density)];
    if (canvas.width !== wide || canvas.height !== high) {
      [canvas.width, canvas.height] = [wide, high];
      canvas.style.width = `${eye.width}px`;
      canvas.style.height = `${eye.height}px`;
    }
    gl.viewport(0, 0, wide, high);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const box = boxOf(eye);
    const ends = linesIn(crowd, box, eye.lines);
    this.use(this.lines, eye);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, ends, gl.STREAM_DRAW);
    gl.uniform1f(this.lines.at.u_strength!, STRENGTH);
    gl.drawElements(gl.LINES, ends.length, gl.UNSIGNED_INT, 0);
    const things = thingsIn(crowd, box, eye.things);
    this.use(this.things, eye);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.things.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, things, gl.STREAM_DRAW);
    gl.uniform1f(this.things.at.u_scale!, eye.scale);
    gl.uniform1f(this.things.at.u_first!, things.length / THING - eye.shapes);
    gl.uniform1f(this.things.at.u_dot!, DOT);
    gl.uniform3f(this.things.at.u_border!, ...eye.border);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, things.length / THING);
  }

  private use({ program, array, at }: Program, eye: Eye): void {
    const { gl } = this;
    gl.useProgram(program);
    gl.bindVertexArray(array);
    gl.uniform2f(at.u_step!, ...eye.step);
    gl.uniform2f(at.u_origin!, ...eye.origin);
    gl.uniform2f(at.u_view!, eye.width, eye.height);
  }

  kill(): void {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.canvas.remove();
  }
}

/** What is seen of the picture, and what reaches into it. */
function boxOf({ origin, step, width, height }: Eye): Box {
  const at = (pixel: number, way: 0 | 1): number => (pixel - origin[way]) / step[way];
  return { left: at(-BEYOND, 0), top: at(-BEYOND, 1), right: at(width + BEYOND, 0), bottom: at(height + BEYOND, 1) };
}

function programOf(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram()!;
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "no program");
  const at: Uniforms = {};
  for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(program, i)!;
    at[name] = gl.getUniformLocation(program, name);
  }
  return { program, at, array: gl.createVertexArray()!, buffer: gl.createBuffer()! };
}
