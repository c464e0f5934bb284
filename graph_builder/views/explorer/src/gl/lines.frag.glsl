#version 300 es
precision mediump float;

in vec4 v_color;
uniform float u_strength;
out vec4 color;

void main() {
  float alpha = v_color.a * u_strength;
  color = vec4(v_color.rgb * alpha, alpha);
}
