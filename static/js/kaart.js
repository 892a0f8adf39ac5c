// The map of who is who: the list beside it drawn as points, or one place that is picked. Everything that is on the
// map also stands in the page, so without script or tiles nothing is lost.
import L from "leaflet";

const NETHERLANDS = [
  [50.75, 3.36],
  [53.55, 7.22],
];
const CLOSE = 16;

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
      style: (wijk) => ({ className: wijk.properties.mine ? "wn-border wn-border--mine" : "wn-border" }),
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

function dot(words) {
  const text = document.createElement("span");
  text.textContent = words;
  return L.divIcon({ className: "wn-dot", html: text, iconSize: [26, 26] });
}

function points(map, list) {
  const places = [];
  [...(list?.children ?? [])].forEach((row, index) => {
    if (!row.dataset.lon) return;
    const link = row.querySelector("a").cloneNode(true);
    // Not in the order of the keyboard: dots lie over each other, and the list is there with the same links.
    const options = { icon: dot(index + 1), title: link.textContent, keyboard: false };
    const marker = L.marker([row.dataset.lat, row.dataset.lon], options);
    places.push(marker.bindPopup(link).addTo(map));
  });
  if (!places.length) return false;
  map.fitBounds(L.featureGroup(places).getBounds().pad(0.1), { maxZoom: CLOSE });
  return true;
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
