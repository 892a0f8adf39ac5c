// The picture as it stands on the screen, as a file: PNG from its own layers, SVG drawn once more.
import { SHAPES } from "./chart-data.js";

const SVG = "http://www.w3.org/2000/svg";

export function savePng(renderer, { title, theme }) {
  // What the graphics card drew is gone after this turn: draw it, and take it at once.
  renderer.refresh();
  const layers = Object.values(renderer.getCanvases());
  const [{ width, height }] = layers;
  const paper = document.createElement("canvas");
  Object.assign(paper, { width, height });
  const pen = paper.getContext("2d");
  pen.fillStyle = theme.ground;
  pen.fillRect(0, 0, width, height);
  for (const layer of layers) pen.drawImage(layer, 0, 0, width, height);
  pen.fillStyle = theme.ink;
  pen.font = `${Math.round(width / 50)}px ${theme.font}`;
  pen.fillText(title, width / 60, width / 35);
  paper.toBlob((blob) => save(blob, `${title}.png`));
}

export function saveSvg(renderer, { title, theme }) {
  const { width, height } = renderer.getDimensions();
  const graph = renderer.getGraph();
  const root = drawn("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, width, height });
  root.append(drawn("title", {}, title), drawn("rect", { width, height, fill: theme.ground }));
  const at = (key) => renderer.graphToViewport(graph.getNodeAttributes(key));
  graph.forEachEdge((_, tie, one, other) => {
    const [from, to] = [at(one), at(other)];
    const dashes = tie.faded ? { "stroke-dasharray": "3 4" } : {};
    const line = { x1: near(from.x), y1: near(from.y), x2: near(to.x), y2: near(to.y) };
    root.append(drawn("line", { ...line, stroke: tie.color, "stroke-width": near(tie.size), ...dashes }));
  });
  graph.forEachNode((key, node) => {
    const { x, y } = at(key);
    root.append(shape(node, x, y, renderer.scaleSize(node.size)));
  });
  for (const key of renderer.getNodeDisplayedLabels()) {
    const { x, y } = at(key);
    const node = graph.getNodeAttributes(key);
    const place = { x: near(x + renderer.scaleSize(node.size) + 4), y: near(y + 4), fill: theme.ink };
    root.append(drawn("text", { ...place, "font-size": 13, "font-family": "sans-serif" }, node.label));
  }
  const text = new XMLSerializer().serializeToString(root);
  save(new Blob([text], { type: "image/svg+xml" }), `${title}.svg`);
}

function shape(node, x, y, size) {
  const look = { fill: node.color, stroke: node.rim };
  const kind = SHAPES[node.shape];
  if (kind === "place") return drawn("circle", { cx: near(x), cy: near(y), r: near(size), ...look });
  const half = size * 0.88;
  if (kind === "org") {
    return drawn("rect", { x: near(x - half), y: near(y - half), width: near(2 * half), height: near(2 * half), ...look });
  }
  const corners = [
    [size, 0],
    [size / 2, half],
    [-size / 2, half],
    [-size, 0],
    [-size / 2, -half],
    [size / 2, -half],
  ];
  const points = corners.map(([right, down]) => `${near(x + right)},${near(y + down)}`).join(" ");
  return drawn("polygon", { points, ...look });
}

function drawn(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function near(value) {
  return Math.round(value * 10) / 10;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
