precision highp float;

varying vec4 v_color;
varying vec4 v_border;
varying vec2 v_uv;

uniform sampler2D u_atlas;

void main(void) {
  vec4 mask = texture2D(u_atlas, v_uv); // red: inside, green: border
  float cover = max(mask.r, mask.g);
  #ifdef PICKING_MODE
  if (cover < 0.05) discard;
  gl_FragColor = v_color;
  #else
  vec3 rgb = mix(v_color.rgb, v_border.rgb, mask.g);
  float alpha = cover * v_color.a;
  gl_FragColor = vec4(rgb * alpha, alpha);
  #endif
}
