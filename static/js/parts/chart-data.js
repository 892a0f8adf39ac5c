// The columns of the server (see `columns_of` in actors/whole.py) as a graph, with sizes and colours.
import Graph from "graphology";

export const SHAPES = ["place", "org", "net"];
const COLOURS = ["action", "fixer", "bridger", "broker", "entrepreneur", "danger"];
const THICK = { 1: 1, 3: 2, 5: 3.5 };

export function graphOf(columns) {
  const graph = new Graph({ type: "undirected", multi: false });
  const { nodes, relations } = columns;
  nodes.key.forEach((key, at) => {
    const values = Object.fromEntries(Object.keys(nodes).map((column) => [column, nodes[column][at]]));
    const { name: kind, shape } = columns.kinds[values.kind];
    graph.addNode(key, { ...values, kind, shape, label: values.name, type: "shape" });
  });
  let start = 0;
  relations.from.forEach((step, at) => {
    start += step;
    const ends = [nodes.key[start], nodes.key[start + relations.to[at]]];
    const how = columns.hows[relations.how[at]];
    // Of more than one relation between two, the closest is the line; the list and the card name them all.
    const known = graph.edge(...ends);
    const hows = known === undefined ? [how] : [...graph.getEdgeAttribute(known, "hows"), how];
    graph.mergeEdge(...ends, { hows, strength: Math.max(...hows.map((one) => one.strength)) });
  });
  return graph;
}

// The server's points lie this far apart at the least.
const APART = 5;

export function roomIn(graph, { clientWidth, clientHeight }) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  graph.forEachNode((_, { x, y }) => {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  const widest = Math.max(right - left, bottom - top, 1);
  return (APART * Math.min(clientWidth, clientHeight)) / widest;
}

// What the theme calls its colours, as numbers that the graphics card understands.
export function themeOf(element) {
  const style = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  const read = (name) => {
    pen.fillStyle = "#888888";
    pen.fillStyle = style.getPropertyValue(`--wijknet-color-${name}`).trim();
    return pen.fillStyle;
  };
  return {
    groups: COLOURS.map(read),
    shapes: ["action", "bridger", "fixer"].map(read),
    low: read("reach-reached"),
    high: read("action"),
    other: read("line-strong"),
    rim: read("ink"),
    ink: read("ink"),
    muted: read("ink-muted"),
    tie: read("tie"),
    faint: read("line"),
    clash: read("danger"),
    ground: read("surface"),
    font: style.fontFamily,
  };
}

export function colourOf(node, by, theme, most) {
  if (by === "groep") return theme.groups[node.community - 1] ?? theme.other;
  if (by === "soort") return theme.shapes[node.shape];
  return mixed(theme.low, theme.high, most[by] ? (node[by] ?? 0) / most[by] : 0);
}

// `room` is how many pixels there are, at first sight, between two nodes that stand as near as they may.
export function dress(graph, theme, { size, colour }, room) {
  const most = {};
  for (const by of [size, colour]) graph.forEachNode((_, node) => (most[by] = Math.max(most[by] ?? 0, node[by] ?? 0)));
  const largest = Math.min(Math.max(room * 0.8, 3), 16);
  graph.updateEachNodeAttributes((_, node) => {
    const share = most[size] ? Math.sqrt((node[size] ?? 0) / most[size]) : 0;
    const grown = largest * (0.4 + 0.6 * share);
    return { ...node, size: grown, color: colourOf(node, colour, theme, most), rim: theme.rim };
  });
  graph.updateEachEdgeAttributes((_, tie) => {
    const faded = tie.hows.every((how) => how.faded);
    const clashes = tie.hows.some((how) => how.clashes);
    const size_ = THICK[tie.strength] * (faded ? 0.5 : 1) * (0.3 + largest / 20);
    const color = clashes ? theme.clash : faded ? theme.faint : theme.tie;
    return { ...tie, faded, clashes, size: size_, color, label: clashes ? "✕" : null, forceLabel: clashes };
  });
}

function mixed(one, other, share) {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [low, high] = [parts(one), parts(other)];
  const hex = low.map((value, at) => Math.round(value + (high[at] - value) * share));
  return `#${hex.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
