// One thing: a square of pixels that shows a shape out of the atlas.
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
attribute vec4 a_border;
attribute vec4 a_id;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform vec2 u_dimensions;

varying vec4 v_color;
varying vec4 v_border;
varying vec2 v_uv;

const float CELLS = 4.0;
const float MARGIN = 1.3; // a cell shows so much more than the shape's own square, for its border

void main() {
  vec2 clip = (u_matrix * vec3(a_position, 1.0)).xy;
  float reach = a_size * MARGIN * u_pixelRatio / u_sizeRatio;
  gl_Position = vec4(clip + a_corner * reach * 2.0 / u_dimensions, 0.0, 1.0);
  vec2 cell = vec2(mod(a_shape, CELLS), floor(a_shape / CELLS));
  v_uv = (cell + vec2(a_corner.x, -a_corner.y) * 0.5 + 0.5) / CELLS;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_border = a_border;
  v_color.a *= 255.0 / 254.0;
}
