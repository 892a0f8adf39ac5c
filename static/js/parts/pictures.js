// Pictures in the editor: one block that is moved or taken out as a whole, and a dialog that picks or adds one.
// Our pictures alone are read from a paste; the server looks again, and writes the words from its own table.
const OURS = /^\/fotos\/\d+\.jpg$/;

export function pictureNode(parts) {
  const wordsOf = (figure) => figure.querySelector("figcaption")?.textContent.trim() ?? "";
  return parts.Node.create({
    name: "picture",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({ src: {}, alt: { default: "" }, width: {}, height: {}, caption: { default: "" } }),
    parseHTML: () => [
      {
        tag: "figure",
        getAttrs: (figure) => {
          const img = figure.querySelector("img");
          const src = img?.getAttribute("src") ?? "";
          if (!OURS.test(src)) return false;
          const [alt, width, height] = ["alt", "width", "height"].map((name) => img.getAttribute(name));
          return { src, alt, width, height, caption: wordsOf(figure) };
        },
      },
    ],
    renderHTML: ({ node }) => {
      const { caption, ...img } = node.attrs;
      return caption ? ["figure", ["img", img], ["figcaption", caption]] : ["figure", ["img", img]];
    },
  });
}

// Gives `pick(name, insert)`: opens the dialog for the text of that name, and hands over the figure that was chosen.
export function pictures(form) {
  const known = [...document.querySelectorAll("[data-picture]")].map((row) => ({
    html: row.dataset.picture,
    name: row.querySelector("img").alt,
  }));
  const dialog = document.createElement("dialog");
  dialog.className = "wn-dialog wn-flow wn-choosepicture";
  dialog.setAttribute("aria-labelledby", "kies-foto");
  document.querySelector("main").append(dialog);

  return async (name, insert) => {
    const chosen = (html) => {
      dialog.close();
      insert(html);
    };
    const title = element("h2", "utrecht-heading-2", `Foto in: ${name}`);
    title.id = "kies-foto";
    dialog.replaceChildren(title);
    if (known.length) dialog.append(choice(known, chosen));
    const fresh = element("div", "wn-flow");
    const close = element("button", "utrecht-button utrecht-button--subtle", "Sluit zonder foto");
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    dialog.append(element("h3", "utrecht-heading-3", "Nieuwe foto"), fresh, close);
    dialog.showModal();
    await show(fresh, form.dataset.pictures, (picture) => {
      known.push(picture);
      chosen(picture.html);
    });
  };
}

function choice(known, chosen) {
  const row = element("p", "wn-row");
  const select = element("select", "utrecht-select utrecht-select--html-select");
  select.setAttribute("aria-label", "Foto die er al is");
  select.append(...known.map((picture, place) => new Option(picture.name, String(place))));
  const take = element("button", "utrecht-button utrecht-button--secondary-action", "Zet in de tekst");
  take.type = "button";
  take.addEventListener("click", () => chosen(known[Number(select.value)].html));
  row.append(select, take);
  return row;
}

// The form of the page, in the dialog. What is wrong comes back as the same form with words.
async function show(place, address, added, body) {
  const asked = { headers: { Accept: "application/json" }, ...(body ? { method: "POST", body } : {}) };
  try {
    const response = await fetch(address, asked);
    if ((response.headers.get("Content-Type") ?? "").includes("json")) {
      added(await response.json());
      return;
    }
    if (!response.ok && response.status !== 400) throw new Error("no answer");
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(...parsed.body.childNodes);
  } catch {
    place.querySelector("[role=alert]")?.remove();
    const said = element("p", "utrecht-form-field-error-message", "Dit lukte niet. Probeer het zo opnieuw.");
    said.setAttribute("role", "alert");
    place.prepend(said);
    return;
  }
  const form = place.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(place, address, added, new FormData(form));
  });
  const choosing = !body && place.closest("dialog").querySelector("select");
  if (!choosing) (place.querySelector("[aria-invalid=true]") ?? form.querySelector("input[type=file]")).focus();
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
