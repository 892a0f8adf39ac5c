// What the picture means: shapes, colours, widths, and the number of each group above it, because colour alone must
// not say it.
import { colourOf } from "./chart-data.js";

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 3;
const MOST = 20;

export function drawGroups(renderer, pen, theme, colour) {
  const { width, height } = renderer.getDimensions();
  pen.clearRect(0, 0, width, height);
  if (colour !== "groep") return;
  const groups = new Map();
  renderer.getGraph().forEachNode((_, node) => {
    const { x, y } = renderer.graphToViewport(node);
    const [count, right, top] = groups.get(node.community) ?? [0, 0, Infinity];
    groups.set(node.community, [count + 1, right + x, Math.min(top, y - renderer.scaleSize(node.size))]);
  });
  Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineWidth: 5, lineJoin: "round" });
  pen.font = `700 17px ${theme.font}`;
  const largest = [...groups].filter(([, [count]]) => count >= LEAST).sort(([, one], [, other]) => other[0] - one[0]);
  for (const [group, [count, x, top]] of largest.slice(0, MOST)) {
    const y = top - 12;
    pen.strokeStyle = theme.ground;
    pen.strokeText(group, x / count, y);
    pen.fillStyle = theme.ink;
    pen.fillText(group, x / count, y);
  }
}

export function drawLegend(list, graph, theme, { size, colour }) {
  const shapes = list.dataset.shapes.split("|");
  const seen = new Set(graph.mapNodes((_, node) => node.shape));
  const rows = shapes.flatMap((words, shape) => (seen.has(shape) ? [[sample(shape, theme, colour), words]] : []));
  if (colour === "groep") {
    const groups = new Set(graph.mapNodes((_, node) => node.community));
    for (const group of [...groups].sort((one, other) => one - other).filter((one) => one <= theme.groups.length)) {
      rows.push([dot(theme.groups[group - 1]), `${list.dataset.group} ${group}`]);
    }
    if ([...groups].some((group) => group > theme.groups.length)) rows.push([dot(theme.other), list.dataset.other]);
  } else if (colour !== "soort") {
    rows.push([dot(theme.high), `${said("kleur", colour)}: ${list.dataset.shade}`]);
  }
  rows.push([dot(theme.other), `${said("grootte", size)}: ${list.dataset.size}`]);
  if (graph.someEdge((_, tie) => tie.faded)) rows.push([line(theme.faint), list.dataset.faded]);
  list.replaceChildren(
    ...rows.map(([picture, words]) => {
      const row = document.createElement("li");
      row.append(picture, words);
      return row;
    }),
  );
}

function said(id, value) {
  return [...document.getElementById(id).options].find((option) => option.value === value).text;
}

function sample(shape, theme, colour) {
  const fill = colour === "soort" ? colourOf({ shape }, "soort", theme, {}) : theme.ground;
  const look = { fill, stroke: theme.rim };
  if (shape === 1) return drawn("rect", { x: 2, y: 2, width: 14, height: 14, ...look });
  if (shape === 2) return drawn("polygon", { points: "17,9 13,16 5,16 1,9 5,2 13,2", ...look });
  return drawn("circle", { cx: 9, cy: 9, r: 7, ...look });
}

function dot(fill) {
  return drawn("circle", { cx: 9, cy: 9, r: 7, fill });
}

function line(stroke) {
  return drawn("line", { x1: 0, x2: 18, y1: 9, y2: 9, stroke, "stroke-width": 1.5 });
}

function drawn(name, attributes) {
  const picture = document.createElementNS(SVG, "svg");
  const inside = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) inside.setAttribute(key, value);
  for (const [key, value] of Object.entries({ width: 18, height: 18, "aria-hidden": "true" })) {
    picture.setAttribute(key, value);
  }
  picture.append(inside);
  return picture;
}
