// Sends the form a moment after the last key. Only the version moves on; a colleague's text is never touched.
const WAIT = 4000;

export function autosave(form) {
  const said = form.querySelector("[data-saved]");
  let changed = false;
  let stopped = false;
  let timer = 0;
  let saving = null;

  async function save() {
    changed = false;
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) });
      if (!(response.headers.get("Content-Type") ?? "").includes("json")) throw new Error("no answer");
      const answer = await response.json();
      said.textContent = answer.said;
      if (response.ok) form.elements.version.value = answer.version;
      else changed = true;
      stopped = response.status === 409;
    } catch {
      changed = true;
      said.textContent = "Nog niet bewaard: er is geen verbinding. We proberen het zo weer.";
      plan();
    }
    saving = null;
  }

  function plan() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => (saving ??= save()), WAIT);
  }

  form.addEventListener("input", () => {
    changed = true;
    plan();
  });
  // A save that is on its way moves the version on; the form waits for it, or it would be in its own way.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!saving) {
      changed = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await saving;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
