#version 300 es
// One end of one of very many lines.  A line of which neither end is seen would only be noise; one that leaves the
// picture is fainter.
in vec2 a_place;
in vec2 a_other;
in vec4 a_color;

uniform vec2 u_step;
uniform vec2 u_origin;
uniform vec2 u_view;

out vec4 v_color;

const float LEAVING = 0.4;

bool seen(vec2 at) {
  return all(greaterThan(at, vec2(0.0))) && all(lessThan(at, u_view));
}

void main() {
  vec2 at = a_place * u_step + u_origin;
  bool here = seen(at);
  bool there = seen(a_other * u_step + u_origin);
  bool drawn = here || there;
  gl_Position = drawn ? vec4(at.x / u_view.x * 2.0 - 1.0, 1.0 - at.y / u_view.y * 2.0, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  v_color = a_color;
  if (here != there) v_color.a *= LEAVING;
}
