// What is said of one node: all that its colour, size and shape say, in words, with the ways on.
const NEIGHBOURS = 8;

export function cardOf(card, graph, key, box, sizes) {
  card.hidden = key === null;
  if (key === null) return;
  const node = graph.getNodeAttributes(key);
  const network = Number(key) < 0;
  const pk = Math.abs(Number(key));
  const name = made("a", "utrecht-link", node.name);
  name.href = (network ? box.dataset.network : box.dataset.actor).replace("/0/", `/${pk}/`);
  const facts = [node.kind, `${card.dataset.group} ${node.community}`];
  for (const { value, text } of sizes.options) facts.push(`${text}: ${worth(node[value])}`);
  const around = made("a", "utrecht-link wn-small", card.dataset.around);
  const address = new URL(location.href);
  for (const gone of ["q", "soort", "groep", "pagina"]) address.searchParams.delete(gone);
  address.searchParams.set("rond", `${network ? "network" : "actor"}-${pk}`);
  address.searchParams.set("stappen", 1);
  around.href = address.search;
  card.replaceChildren(made("b", "", name), made("p", "wn-small", facts.join(" · ")), ...ties(card, graph, key), around);
}

function ties(card, graph, key) {
  const rows = graph.mapEdges(key, (_, tie, one, other) => {
    const near = graph.getNodeAttribute(one === key ? other : one, "name");
    return `${near} (${tie.hows.map((how) => how.words).join(", ")})`;
  });
  if (!rows.length) return [];
  const shown = rows.sort().slice(0, NEIGHBOURS);
  if (rows.length > shown.length) shown.push(`+ ${rows.length - shown.length}`);
  const list = made("ul", "wn-plain wn-small", "");
  list.append(...shown.map((row) => made("li", "", row)));
  return [made("p", "wn-small wn-muted", `${card.dataset.near}:`), list];
}

function worth(value) {
  return value === null ? "–" : String(value).replace(".", ",");
}

function made(name, classes, inside) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.append(inside);
  return element;
}
