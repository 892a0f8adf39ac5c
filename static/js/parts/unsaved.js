// Asks before someone leaves a page with typed text that was not sent. Only forms marked data-unsaved.
export function guardUnsaved(root = document) {
  for (const form of root.querySelectorAll("form[data-unsaved]")) {
    let changed = form.querySelector("[aria-invalid]") !== null;
    form.addEventListener("input", () => (changed = true));
    form.addEventListener("submit", () => (changed = false));
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  }
}
