// The map: the list beside it drawn as points, or one place that is picked. Everything that is on the map also stands
// in the page, so without script or tiles nothing is lost. Every map of WijkNet is this one.
import L from "leaflet";
import { together } from "./parts/clusters.js";

const NETHERLANDS = [
  [50.75, 3.36],
  [53.55, 7.22],
];
const CLOSE = 16;
// As many names as fit in a balloon; the list has them all.
const MOST_NAMES = 8;

for (const box of document.querySelectorAll("[data-map]")) {
  // What is folded has no size to draw in.
  const fold = box.closest("details:not([open])");
  if (fold) fold.addEventListener("toggle", () => draw(box), { once: true });
  else draw(box);
}

function draw(box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, { zoomControl: false, zoomAnimation: !calm, fadeAnimation: !calm, minZoom: 6, maxZoom: 19 });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Dichterbij", zoomOutTitle: "Verder weg" }).addTo(map);
  map.fitBounds(NETHERLANDS);
  if (box.dataset.tiles) {
    box.classList.add("wn-leaflet--tiles");
    L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
  }
  const shown = "pick" in box.dataset ? pick(map, box) : points(map, document.getElementById(box.dataset.points));
  borders(map, box.dataset.borders, shown);
}

async function borders(map, address, shown) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const known = await answer.json();
    const layer = L.geoJSON(known, {
      interactive: false,
      style: ({ properties }) => ({ className: `wn-border${properties.mine ? " wn-border--mine" : ""}${properties.inner ? " wn-border--inner" : ""}` }),
    }).addTo(map);
    if (known.credit) map.attributionControl.addAttribution(known.credit);
    layer.bringToBack();
    const mine = L.featureGroup(layer.getLayers().filter((wijk) => wijk.feature.properties.mine));
    const ground = mine.getLayers().length ? mine : layer;
    if (!shown && ground.getLayers().length) map.fitBounds(ground.getBounds());
  } catch {
    // Without borders the points still stand where they are.
  }
}

function dot(words, kind = "") {
  const text = document.createElement("span");
  text.textContent = words;
  const wide = Math.max(28, 12 + 8 * words.length);
  return L.divIcon({ className: `wn-dot${kind && ` wn-dot--${kind}`}`, html: text, iconSize: [wide, 28] });
}

// Each row of the list that has a place: its mark (a letter and number, or its number), its kind, and its link.
function rowsOf(list) {
  return [...(list?.querySelectorAll("[data-lon]") ?? [])].map((row) => ({
    at: L.latLng(Number(row.dataset.lat), Number(row.dataset.lon)),
    kind: row.dataset.kind ?? "",
    link: row.querySelector("a"),
    mark: row.querySelector(".wn-mark")?.textContent ?? String([...row.parentElement.children].indexOf(row) + 1),
  }));
}

function points(map, list) {
  const rows = rowsOf(list);
  if (!rows.length) return false;
  const layer = L.layerGroup().addTo(map);
  const everything = L.latLngBounds(rows.map((row) => row.at));
  map.fitBounds(everything.pad(0.1), { maxZoom: CLOSE });
  const draw = () => {
    layer.clearLayers();
    const placed = rows.map((row) => ({ row, ...map.project(row.at) }));
    for (const near of together(placed)) layer.addLayer(near.length > 1 ? cluster(map, near) : single(near[0].row));
  };
  map.on("zoomend", draw);
  draw();
  return true;
}

// Not in the order of the keyboard: dots lie over each other, and the list is there with the same links.
function single(row) {
  const options = { icon: dot(row.mark, row.kind), title: row.link.textContent, keyboard: false };
  return L.marker(row.at, options).bindPopup(row.link.cloneNode(true));
}

// Comes apart by going closer; what stands in one spot says its names.
function cluster(map, near) {
  const bounds = L.latLngBounds(near.map(({ row }) => row.at));
  const options = { icon: dot(`${near.length}×`, "many"), title: namesOf(near).join(", "), keyboard: false };
  const marker = L.marker(bounds.getCenter(), options);
  if (bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < 10) return marker.bindPopup(linksOf(near));
  return marker.on("click", () => map.fitBounds(bounds.pad(0.2), { maxZoom: map.getMaxZoom() }));
}

function namesOf(near) {
  const names = near.slice(0, MOST_NAMES).map(({ row }) => `${row.mark} ${row.link.textContent}`);
  return near.length > MOST_NAMES ? [...names, "…"] : names;
}

function linksOf(near) {
  const list = document.createElement("ul");
  list.className = "wn-dots-list";
  for (const { row } of near.slice(0, MOST_NAMES)) {
    const line = document.createElement("li");
    line.append(`${row.mark} `, row.link.cloneNode(true));
    list.append(line);
  }
  if (near.length > MOST_NAMES) {
    const line = document.createElement("li");
    line.textContent = `En ${near.length - MOST_NAMES} meer, zie de lijst.`;
    list.append(line);
  }
  return list;
}

function pick(map, box) {
  const lon = document.getElementById(box.dataset.lon);
  const lat = document.getElementById(box.dataset.lat);
  const buttons = box.parentElement.querySelector("[data-pick-buttons]");
  const said = buttons.querySelector("[data-pick-said]");
  let marker = null;

  function show(place) {
    marker?.remove();
    marker = place && L.marker(place, { icon: dot("●"), keyboard: false, interactive: false }).addTo(map);
    said.textContent = place ? said.dataset.on : said.dataset.off;
  }

  function put(place) {
    show(place);
    lon.value = place ? place.lng.toFixed(6) : "";
    lat.value = place ? place.lat.toFixed(6) : "";
    lon.dispatchEvent(new Event("input", { bubbles: true }));
  }

  buttons.hidden = false;
  map.on("click", (event) => put(event.latlng));
  buttons.querySelector("[data-pick-centre]").addEventListener("click", () => put(map.getCenter()));
  buttons.querySelector("[data-pick-clear]").addEventListener("click", () => put(null));
  if (!lon.value || !lat.value) return false;
  show(L.latLng(Number(lat.value), Number(lon.value)));
  map.setView(marker.getLatLng(), CLOSE);
  return true;
}
