// How a node is drawn: a disc is a place, a square an organisation, a hexagon an informal network. One point per node,
// its outline cut out by the graphics card, with a rim so that a light colour stands out too.
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying vec4 v_rim;
varying float v_shape;
varying float v_soft;

void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  gl_PointSize = max(2.0 * a_size / u_sizeRatio, 2.0) * u_pixelRatio;
  v_soft = 2.0 / gl_PointSize;
  v_shape = a_shape;
  v_rim = a_rim;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
  v_rim.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying vec4 v_rim;
varying float v_shape;
varying float v_soft;

void main() {
  vec2 at = abs(2.0 * gl_PointCoord - 1.0);
  float out_ = length(at);
  if (v_shape > 1.5) out_ = max(at.y, 0.866 * at.x + 0.5 * at.y) / 0.88;
  else if (v_shape > 0.5) out_ = max(at.x, at.y) / 0.88;
  if (out_ > 1.0) discard;
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float inside = 1.0 - smoothstep(1.0 - v_soft, 1.0, out_);
  float rim = smoothstep(0.74 - v_soft, 0.74 + v_soft, out_);
  gl_FragColor = mix(v_color, v_rim, rim) * inside;
  #endif
}`;

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    const { FLOAT, POINTS, UNSIGNED_BYTE } = WebGLRenderingContext;
    const colour = { size: 4, type: UNSIGNED_BYTE, normalized: true };
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: POINTS,
      UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", ...colour },
        { name: "a_rim", ...colour },
        { name: "a_id", ...colour },
      ],
    };
  }

  processVisibleItem(id, start, node) {
    const values = [node.x, node.y, node.size, node.shape, floatColor(node.color), floatColor(node.rim), id];
    this.array.set(values, start);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
