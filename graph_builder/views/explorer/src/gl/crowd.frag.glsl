#version 300 es
precision highp float;

in vec4 v_color;
in vec2 v_uv;
in vec2 v_corner;
flat in float v_shape;

uniform sampler2D u_atlas;
uniform vec3 u_border;

out vec4 color;

void main() {
  vec4 mask = texture(u_atlas, v_uv); // red: inside, green: border
  if (v_shape < 0.5) {
    float alpha = 0.55 * v_color.a * (1.0 - smoothstep(0.7, 1.0, length(v_corner)));
    color = vec4(v_color.rgb * alpha, alpha);
    return;
  }
  float alpha = max(mask.r, mask.g) * v_color.a;
  color = vec4(mix(v_color.rgb, u_border, mask.g) * alpha, alpha);
}
