// Statements as thin straight lines, where there are so many that nobody can tell arrows and dashes apart.  Sigma's own
// program, but it draws nothing while the picture moves, and does not draw everything a second time for the pointer,
// which could not point at one of these lines anyway.

import type Sigma from "sigma";
import { EdgeLineProgram, type EdgeProgramType } from "sigma/rendering";
import type { RenderParams } from "sigma/types";

export function lineProgram(moving: () => boolean): EdgeProgramType {
  return class LineProgram extends EdgeLineProgram {
    constructor(gl: WebGLRenderingContext, _picking: WebGLFramebuffer | null, sigma: Sigma) {
      super(gl, null, sigma);
    }

    override render(params: RenderParams): void {
      if (!moving()) super.render(params);
    }
  } as unknown as EdgeProgramType;
}
