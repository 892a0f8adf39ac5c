// After a form came back with errors: the focus goes to the summary, so that it is read first; its links focus the field.
export function focusErrors(root = document) {
  const summary = root.querySelector("[data-focus]");
  if (!summary || summary.closest("form")?.method === "get") return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus();
    (field.closest(".utrecht-form-field, fieldset") ?? field).scrollIntoView({ block: "center" });
  });
}
