precision highp float;

varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_part;

uniform float u_pixelRatio;

void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float alpha = 1.0;
  if (v_part < 0.01) {
    alpha = 1.0 - smoothstep(v_half - 0.8 * u_pixelRatio, v_half + 0.8 * u_pixelRatio, abs(v_across));
    float total = v_dash.x + v_dash.y + v_dash.z + v_dash.w;
    if (total > 0.5) {
      float m = mod(v_along, total);
      float second = m - v_dash.x - v_dash.y;
      float inside = max(min(m, v_dash.x - m), min(second, v_dash.z - second));
      alpha *= smoothstep(-0.6, 0.6, inside);
    }
  }
  alpha *= v_color.a;
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
  #endif
}
