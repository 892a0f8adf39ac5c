// A list of chips or choices with a filter field above it: what does not match the typed words is hidden.
// What is chosen stays in sight. Without script the whole list is there, and the field is hidden.
// A long list is searched by the server (data-picker="server"); then htmx puts in what it found.
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

export function filterPickers(root = document) {
  for (const picker of root.querySelectorAll("[data-picker]")) {
    const box = picker.querySelector("[data-picker-filter]");
    const field = box?.querySelector("input");
    const count = box?.querySelector("[role=status]");
    if (!field) continue;
    box.hidden = false;
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    if (picker.dataset.picker === "server") continue;
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const option of picker.querySelectorAll("[data-option], .wn-chip, .utrecht-form-field--checkbox, .utrecht-form-field--radio")) {
        const text = plain(option.textContent);
        const match = words.every((word) => text.includes(word));
        option.hidden = !match && !option.querySelector("input:checked");
        if (match) shown += 1;
      }
      if (count) count.textContent = `${shown} ${count.dataset.words ?? ""}`;
    });
  }
}
