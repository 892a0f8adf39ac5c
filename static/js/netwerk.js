// The picture of the whole network of a wijk. It is a view on the list of the same page: the server filters both, and
// says where everything stands; here it is drawn, zoomed, coloured, pointed at and saved.
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { cardOf } from "./parts/chart-card.js";
import { dress, graphOf, roomIn, themeOf } from "./parts/chart-data.js";
import { savePng, saveSvg } from "./parts/chart-export.js";
import { drawGroups, drawLegend } from "./parts/chart-legend.js";
import { ShapeProgram } from "./parts/chart-shapes.js";

// More than these, and moving shows no lines, and lines get no width of their own.
const MANY = 4000;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const box = document.querySelector("[data-chart]");
const part = (name) => box.querySelector(`[data-chart-${name}]`);
start();

async function start() {
  try {
    if (!document.createElement("canvas").getContext("webgl2")) throw new Error("no WebGL");
    // Asked exactly as the head of the page asks for it already.
    const answer = await fetch(box.dataset.chart);
    if (!answer.ok) throw new Error(String(answer.status));
    const columns = await answer.json();
    for (const name of ["bar", "frame", "help", "legend"]) part(name).hidden = false;
    show(columns);
  } catch {
    // The list says the same.
    for (const name of ["bar", "frame", "help", "legend"]) part(name).hidden = true;
    part("none").hidden = false;
  }
}

function show(columns) {
  const graph = graphOf(columns);
  const stage = part("stage");
  const size = document.getElementById("grootte");
  const colour = document.getElementById("kleur");
  let theme = themeOf(box);
  // What is pointed at, and what was chosen; the rest steps back.
  let pointed = null;
  let chosen = graph.hasNode(numberOf(box.dataset.around)) ? numberOf(box.dataset.around) : null;
  let lit = null;
  const asked = () => ({ size: size.value, colour: colour.value });

  const room = roomIn(graph, stage);
  dress(graph, theme, asked(), room);
  const renderer = new Sigma(graph, stage, {
    nodeProgramClasses: { shape: ShapeProgram },
    defaultNodeType: "shape",
    edgeProgramClasses: { line: graph.size > MANY ? EdgeLineProgram : EdgeRectangleProgram },
    defaultDrawNodeHover: () => {},
    renderEdgeLabels: graph.someEdge((_, tie) => tie.clashes),
    edgeLabelColor: { color: theme.clash },
    labelColor: { color: theme.ink },
    labelFont: theme.font,
    labelSize: 13,
    labelDensity: graph.order > 500 ? 0.4 : 1,
    labelRenderedSizeThreshold: graph.order > 500 ? 7 : 3,
    hideEdgesOnMove: graph.size > MANY,
    hideLabelsOnMove: graph.order > MANY,
    minCameraRatio: 0.01,
    maxCameraRatio: 3,
    stagePadding: stage.clientWidth > 600 ? 40 : 24,
    zIndex: true,
    zoomDuration: calm ? 0 : 200,
    inertiaDuration: calm ? 0 : 200,
    nodeReducer: (key, node) => {
      if (!lit) return node;
      if (!lit.has(key)) return { ...node, color: theme.faint, rim: theme.faint, label: null, zIndex: 0 };
      return { ...node, forceLabel: lit.size < 60, zIndex: 1 };
    },
    edgeReducer: (edge, tie) => {
      const on = !lit || graph.extremities(edge).includes(pointed ?? chosen);
      return on ? tie : { ...tie, hidden: true };
    },
  });
  const camera = renderer.getCamera();
  const above = renderer.createCanvasContext("groups", { afterLayer: "labels" }).getCanvases().groups;
  renderer.on("afterRender", () => drawGroups(renderer, above.getContext("2d"), theme, asked().colour));
  renderer.resize(true);
  renderer.refresh();

  function light() {
    const middle = pointed ?? chosen;
    lit = middle === null ? null : new Set([middle, ...graph.neighbors(middle)]);
    renderer.refresh({ skipIndexation: true });
    cardOf(part("card"), graph, middle, box, size);
  }
  function point(key) {
    if (key === pointed) return;
    pointed = key;
    light();
  }
  function choose(key, { said = false } = {}) {
    chosen = key;
    pointed = null;
    light();
    if (key === null) return;
    if (said) part("said").textContent = part("card").innerText;
    const { x, y } = renderer.getNodeDisplayData(key);
    const seen = renderer.framedGraphToViewport({ x, y });
    const { width, height } = renderer.getDimensions();
    if (seen.x < 0 || seen.y < 0 || seen.x > width || seen.y > height) move({ x, y });
  }
  function move(state) {
    if (calm) camera.setState(state);
    else camera.animate(state, { duration: 200 });
  }
  function step([right, down]) {
    const centre = { x: renderer.getDimensions().width / 2, y: renderer.getDimensions().height / 2 };
    const from = chosen === null ? centre : renderer.graphToViewport(graph.getNodeAttributes(chosen));
    let best = null;
    let least = Infinity;
    graph.forEachNode((key, node) => {
      if (key === chosen) return;
      const to = renderer.graphToViewport(node);
      const ahead = (to.x - from.x) * right + (to.y - from.y) * down;
      const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * right);
      const far = chosen === null ? Math.hypot(to.x - from.x, to.y - from.y) : ahead + 2 * aside;
      if ((chosen === null || ahead > Math.max(0.5, aside / 2)) && far < least) [best, least] = [key, far];
    });
    if (best !== null) choose(best, { said: true });
  }
  const doing = {
    in: () => move({ ratio: Math.max(camera.ratio / 1.5, 0.01) }),
    out: () => move({ ratio: Math.min(camera.ratio * 1.5, 3) }),
    all: () => move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    png: () => savePng(renderer, { title: box.dataset.title, theme }),
    svg: () => saveSvg(renderer, { title: box.dataset.title, theme }),
  };
  const keys = { "+": doing.in, "=": doing.in, "-": doing.out, 0: doing.all, Escape: () => choose(null) };

  renderer.on("enterNode", ({ node }) => point(node));
  renderer.on("leaveNode", () => point(null));
  renderer.on("clickNode", ({ node }) => choose(node, { said: true }));
  renderer.on("clickStage", () => choose(null));
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = ARROWS[event.key] ? () => step(ARROWS[event.key]) : keys[event.key];
    if (event.key === "Enter" && chosen !== null) part("card").querySelector("a").click();
    else if (!act) return;
    else act();
    event.preventDefault();
  });
  box.addEventListener("click", (event) => doing[event.target.closest("[data-chart-do]")?.dataset.chartDo]?.());
  // A row of the list lights up in the picture, by mouse and by keyboard.
  for (const row of document.querySelectorAll("tr[data-key]")) {
    const key = numberOf(row.dataset.key);
    if (!graph.hasNode(key)) continue;
    for (const name of ["pointerenter", "focusin"]) row.addEventListener(name, () => point(key));
    for (const name of ["pointerleave", "focusout"]) row.addEventListener(name, () => point(null));
  }
  function redress() {
    theme = themeOf(box);
    dress(graph, theme, asked(), room);
    renderer.setSetting("labelColor", { color: theme.ink });
    renderer.refresh();
    drawLegend(part("legend"), graph, theme, asked());
  }
  for (const choice of [size, colour]) {
    choice.addEventListener("change", () => {
      redress();
      light();
      const address = new URL(location.href);
      address.searchParams.set(choice.name, choice.value);
      history.replaceState(null, "", address);
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redress);
  drawLegend(part("legend"), graph, theme, asked());
  if (chosen !== null) choose(chosen);
  part("said").textContent = part("said").dataset.drawn;
  requestAnimationFrame(() => {
    stage.dataset.drawn = graph.order;
    stage.dataset.lines = graph.size;
    performance.mark("wn-chart-drawn");
  });
}

// `network-3` is -3, as in the columns of the server; a graph knows its nodes by text.
function numberOf(key) {
  const [name, pk] = key.split("-");
  return name === "network" ? `-${pk}` : String(pk);
}
