// Sigma's programs for things and statements.  Sigma has neither shapes of our own nor dashes: both are drawn here.

import {
  EdgeProgram,
  type EdgeProgramType,
  NodeProgram,
  type NodeProgramType,
  type ProgramInfo,
} from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Atlas } from "./atlas.ts";
import edgeFragment from "./edge.frag.glsl";
import edgeVertex from "./edge.vert.glsl";
import nodeFragment from "./node.frag.glsl";
import nodeVertex from "./node.vert.glsl";

/** What our reducers add to what sigma knows of a thing or a statement. */
export interface NodeData extends NodeDisplayData {
  shape: string;
  border: string;
}

export interface EdgeData extends EdgeDisplayData {
  dash: readonly number[];
  bend: number;
  level: boolean;
  both: boolean;
}

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_pixelRatio", "u_dimensions"] as const;
const float = (name: string, size: number) => ({ name, size, type: FLOAT });
const bytes = (name: string) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });

function common(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo): void {
  gl.uniformMatrix3fv(at.u_matrix ?? null, false, params.matrix);
  gl.uniform1f(at.u_sizeRatio ?? null, params.sizeRatio);
  gl.uniform1f(at.u_pixelRatio ?? null, params.pixelRatio);
  gl.uniform2f(at.u_dimensions ?? null, params.width * params.pixelRatio, params.height * params.pixelRatio);
}

/** Things as shapes out of an atlas. */
export function shapeProgram(atlas: Atlas): NodeProgramType {
  return class ShapeProgram extends NodeProgram {
    private texture: WebGLTexture | null = null;

    getDefinition() {
      return {
        VERTICES: 4,
        VERTEX_SHADER_SOURCE: nodeVertex,
        FRAGMENT_SHADER_SOURCE: nodeFragment,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS: [...UNIFORMS, "u_atlas"],
        ATTRIBUTES: [
          float("a_position", 2),
          float("a_size", 1),
          float("a_shape", 1),
          bytes("a_color"),
          bytes("a_border"),
          bytes("a_id"),
        ],
        CONSTANT_ATTRIBUTES: [float("a_corner", 2)],
        CONSTANT_DATA: [
          [-1, -1],
          [1, -1],
          [-1, 1],
          [1, 1],
        ],
      };
    }

    processVisibleItem(id: number, start: number, data: NodeData): void {
      const { array } = this;
      let i = start;
      array[i++] = data.x;
      array[i++] = data.y;
      array[i++] = data.size;
      array[i++] = atlas.cell.get(data.shape) ?? 0;
      array[i++] = floatColor(data.color);
      array[i++] = floatColor(data.border);
      array[i++] = id;
    }

    setUniforms(params: RenderParams, info: ProgramInfo): void {
      common(params, info);
      const { gl } = info;
      gl.activeTexture(gl.TEXTURE0);
      if (!this.texture) {
        this.texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, this.texture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas.picture);
        gl.generateMipmap(gl.TEXTURE_2D);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      }
      gl.bindTexture(gl.TEXTURE_2D, this.texture);
      gl.uniform1i(info.uniformLocations.u_atlas ?? null, 0);
    }
  } as unknown as NodeProgramType;
}

/** The ribbon's corners: [t, side, part], with the source's head before it and the target's behind. */
function ribbon(segments: number): number[][] {
  const corners = [
    [0, 0, 4],
    [0, -1, 3],
    [0, 1, 3],
  ];
  for (let i = 0; i <= segments; i++) corners.push([i / segments, -1, 0], [i / segments, 1, 0]);
  corners.push([1, -1, 1], [1, 1, 1], [1, 0, 2]);
  return corners;
}

/** Statements as curved, dashed arrows; fewer segments draw faster and less round. */
export function arrowProgram(segments: number): EdgeProgramType {
  const corners = ribbon(segments);
  return class ArrowProgram extends EdgeProgram {
    getDefinition() {
      return {
        VERTICES: corners.length,
        VERTEX_SHADER_SOURCE: edgeVertex,
        FRAGMENT_SHADER_SOURCE: edgeFragment,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS,
        ATTRIBUTES: [
          float("a_source", 2),
          float("a_target", 2),
          float("a_sourceSize", 1),
          float("a_targetSize", 1),
          float("a_thickness", 1),
          float("a_bend", 1),
          float("a_flags", 1),
          float("a_dash", 4),
          bytes("a_color"),
          bytes("a_id"),
        ],
        CONSTANT_ATTRIBUTES: [float("a_t", 1), float("a_side", 1), float("a_part", 1)],
        CONSTANT_DATA: corners,
      };
    }

    processVisibleItem(
      id: number,
      start: number,
      source: NodeDisplayData,
      target: NodeDisplayData,
      data: EdgeData,
    ): void {
      const { array } = this;
      const [on = 0, off = 0, on2 = on, off2 = off] = data.dash;
      let i = start;
      array[i++] = source.x;
      array[i++] = source.y;
      array[i++] = target.x;
      array[i++] = target.y;
      array[i++] = source.size;
      array[i++] = target.size;
      array[i++] = data.size;
      array[i++] = data.bend;
      array[i++] = Number(data.level) + 2 * Number(data.both);
      array[i++] = on;
      array[i++] = off;
      array[i++] = on2;
      array[i++] = off2;
      array[i++] = floatColor(data.color);
      array[i++] = id;
    }

    setUniforms(params: RenderParams, info: ProgramInfo): void {
      common(params, info);
    }
  } as unknown as EdgeProgramType;
}
