#version 300 es
// One of very many things: its shape out of the atlas, or a dot where there is no room for shapes.
in vec2 a_corner;
in vec2 a_place;
in float a_size;
in float a_shape;
in vec4 a_color;

uniform vec2 u_step; // pixels for one step in the picture, y downwards
uniform vec2 u_origin;
uniform vec2 u_view;
uniform float u_scale;
uniform float u_first; // from which on they are shapes: the most connected come last
uniform float u_dot;

out vec4 v_color;
out vec2 v_uv;
out vec2 v_corner;
flat out float v_shape;

const float CELLS = 4.0;
const float MARGIN = 1.3; // as in node.vert.glsl

void main() {
  v_shape = float(gl_InstanceID) < u_first ? 0.0 : 1.0;
  float reach = v_shape > 0.5 ? max(a_size * u_scale, u_dot) * MARGIN : u_dot;
  vec2 at = a_place * u_step + u_origin + a_corner * reach;
  gl_Position = vec4(at.x / u_view.x * 2.0 - 1.0, 1.0 - at.y / u_view.y * 2.0, 0.0, 1.0);
  vec2 cell = vec2(mod(a_shape, CELLS), floor(a_shape / CELLS));
  v_uv = (cell + a_corner * 0.5 + 0.5) / CELLS;
  v_corner = a_corner;
  v_color = a_color;
}
