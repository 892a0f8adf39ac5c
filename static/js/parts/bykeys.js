// Lines to work out, by keyboard: the arrows, or j and k, go from the filled button of one line to that of the next; x
// chooses a line for doing several at once. Only while the focus is in the list, so that no other typing is taken.
// Enter is the button's own. After it the page comes back, and the focus stands on the first line that is left.
const MARK = "wijknet-by-keys";
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function sortByKeys(root = document) {
  const list = root.querySelector("[data-by-keys]");
  if (!list) return sessionStorage.removeItem(MARK);
  const buttons = () => [...list.querySelectorAll(".wn-sort__do .utrecht-button--primary-action")];
  if (sessionStorage.getItem(MARK) && location.hash === "#afronden") {
    // Going to the anchor takes the focus away, so this comes after it.
    window.addEventListener("load", () => setTimeout(() => buttons()[0]?.focus()));
  }
  sessionStorage.removeItem(MARK);
  list.addEventListener("keydown", (event) => {
    const line = event.target.closest(".wn-sort");
    if (!line || event.target.matches("input:not([type=checkbox]), select, textarea") || event.ctrlKey || event.metaKey) return;
    if (event.key === "x") line.querySelector("input[name=line]").click();
    if (event.key === "Enter") sessionStorage.setItem(MARK, "yes");
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons().findIndex((button) => line.contains(button));
    buttons()[at + step]?.focus();
  });
}
