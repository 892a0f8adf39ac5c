// Menus that fold out (<details class="wn-switch"> and "Meer") close on Escape and on a press elsewhere.
const MENUS = "details.wn-switch[open], details.wn-rest[open]";

export function closeFolds(root = document) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of root.querySelectorAll(MENUS)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  root.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll(MENUS)) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
