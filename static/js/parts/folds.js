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
    writeAtOnce(event);
    for (const menu of root.querySelectorAll(MENUS)) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// A fold that holds a field to write in (<details data-writes>) opens with the cursor in it, which saves a tap in the
// street. By keyboard the focus stays where it is: there a jump would surprise.
function writeAtOnce(event) {
  const details = event.target.closest("details[data-writes] > summary")?.parentElement;
  if (!details || details.open || event.detail === 0) return;
  event.preventDefault();
  details.open = true;
  details.querySelector("textarea, input[type=text], input:not([type])")?.focus();
}
