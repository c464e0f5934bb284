// One statement: a ribbon along a cubic curve, cut off at both things, with an arrowhead.  Works in pixels of the device,
// y upwards; the same curve as in geometry.ts.
attribute vec2 a_source;
attribute vec2 a_target;
attribute float a_sourceSize;
attribute float a_targetSize;
attribute float a_thickness;
attribute float a_bend;
attribute float a_flags; // 1: level, 2: a head at the source too
attribute vec4 a_dash;
attribute vec4 a_color;
attribute vec4 a_id;

attribute float a_t; // 0 to 1 along the ribbon
attribute float a_side; // -1, 0 or 1
attribute float a_part; // 0: ribbon; 1: base of the head, 2: its tip; 3 and 4: the same at the source

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform vec2 u_dimensions;

varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_part;

vec2 toPixels(vec2 position) {
  return ((u_matrix * vec3(position, 1.0)).xy + 1.0) * 0.5 * u_dimensions;
}

vec2 cubic(vec2 a, vec2 b, vec2 c, vec2 d, float t) {
  float s = 1.0 - t;
  return s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d;
}

vec2 slope(vec2 a, vec2 b, vec2 c, vec2 d, float t) {
  float s = 1.0 - t;
  return 3.0 * s * s * (b - a) + 6.0 * s * t * (c - b) + 3.0 * t * t * (d - c);
}

void main() {
  float scale = u_pixelRatio / u_sizeRatio;
  vec2 a = toPixels(a_source);
  vec2 d = toPixels(a_target);
  float level = mod(a_flags, 2.0);
  float both = floor(a_flags / 2.0);
  vec2 delta = d - a;
  float len = length(delta);
  vec2 b;
  vec2 c;
  if (len < 1.0) {
    float reach = (26.0 + 9.0 * abs(a_bend)) * u_pixelRatio + a_sourceSize * scale;
    b = a + vec2(-reach, reach * 1.5);
    c = d + vec2(reach, reach * 1.5);
  } else if (level > 0.5) {
    float spread = -a_bend * 9.0 * u_pixelRatio;
    b = a + vec2(delta.x * 0.55, spread);
    c = d + vec2(-delta.x * 0.45, spread);
  } else {
    vec2 normal = vec2(delta.y, -delta.x) * a_bend * 0.11 * 1.34;
    b = a + delta / 3.0 + normal;
    c = a + delta * 2.0 / 3.0 + normal;
  }

  float thickness = max(a_thickness, 0.6) * u_pixelRatio;
  float head = (5.0 + 2.2 * max(a_thickness, 1.0)) * u_pixelRatio;
  float speedStart = max(1.0, 3.0 * length(b - a));
  float speedEnd = max(1.0, 3.0 * length(d - c));
  float gap = 1.5 * u_pixelRatio;
  float tStart = min(0.45, (a_sourceSize * scale + gap) / speedStart);
  float tTip = max(0.55, 1.0 - (a_targetSize * scale + gap) / speedEnd);
  float tBase = max(0.5, tTip - head / speedEnd);
  float tFoot = min(0.5, tStart + both * head / speedStart);

  float t = mix(tFoot, tBase, a_t);
  if (a_part > 3.5) t = tStart;
  else if (a_part > 2.5) t = tFoot;
  else if (a_part > 1.5) t = tTip;
  else if (a_part > 0.5) t = tBase;

  vec2 point = cubic(a, b, c, d, t);
  vec2 direction = slope(a, b, c, d, t);
  direction = direction / max(0.001, length(direction));
  vec2 normal = vec2(-direction.y, direction.x);

  float half_ = thickness * 0.5;
  #ifdef PICKING_MODE
  half_ = max(half_, 5.0 * u_pixelRatio);
  #endif
  float feather = 0.8 * u_pixelRatio;
  float wide = half_ + feather;
  if (a_part > 0.5) wide = (3.0 + 1.2 * max(a_thickness, 1.0)) * u_pixelRatio;
  if (a_part > 2.5) wide *= both;
  point += normal * a_side * wide;

  float along = 0.0;
  vec2 before = cubic(a, b, c, d, tFoot);
  for (int i = 1; i <= 6; i++) {
    vec2 next = cubic(a, b, c, d, mix(tFoot, t, float(i) / 6.0));
    along += length(next - before);
    before = next;
  }

  gl_Position = vec4(point / u_dimensions * 2.0 - 1.0, 0.0, 1.0);
  v_along = along / u_pixelRatio;
  v_across = a_side * wide;
  v_half = half_;
  v_part = a_part > 0.5 ? 1.0 : 0.0;
  v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}
