import { pictureNode, pictures } from "./pictures.js";

// An editor over each field with data-rich. Its buttons are ours: words, a keyboard, and no style of its own.
const BUTTONS = [
  ["Kop", (chain) => chain.toggleHeading({ level: 4 }), "heading"],
  ["Vet", (chain) => chain.toggleBold(), "bold"],
  ["Schuin", (chain) => chain.toggleItalic(), "italic"],
  ["Lijst", (chain) => chain.toggleBulletList(), "bulletList"],
  ["Stappen", (chain) => chain.toggleOrderedList(), "orderedList"],
];

export async function enrich(form) {
  const pick = pictures(form);
  const parts = await import(form.dataset.editor);
  const fields = [...form.querySelectorAll("textarea[data-rich]")];
  const plain = fields.filter((field) => contentOf(field) === null);
  for (const field of fields) if (!plain.includes(field)) editorOver(field, parts, contentOf(field), pick);
  if (!plain.length) form.querySelector("[data-plain]")?.remove();
}

// What somebody typed before the editor came, stays the plain text that it is; what "back" brings along is ours.
function contentOf(field) {
  if (field.value === field.defaultValue) return field.dataset.rich;
  return /^<(p|h4|ul|ol|figure)>/.test(field.value) ? field.value : null;
}

function editorOver(field, parts, content, pick) {
  const label = labelOf(field);
  const place = document.createElement("div");
  place.className = "wn-rich";
  field.before(place);
  const editor = new parts.Editor({
    element: place,
    injectCSS: false,
    content,
    extensions: extensions(parts),
    editorProps: { attributes: attributesOf(field, label) },
    onUpdate: () => {
      field.value = editor.isEmpty ? "" : editor.getHTML();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  field.value = editor.isEmpty ? "" : editor.getHTML();
  field.hidden = true;
  label.addEventListener("click", () => editor.commands.focus());
  // Links to the field, as the error summary has them, lead to the editor.
  editor.view.dom.id = field.id;
  field.removeAttribute("id");
  place.prepend(toolbar(editor, label.textContent.trim(), pick));
}

function extensions(parts) {
  const { Document, Paragraph, Text, Heading, Bold, Italic, BulletList, OrderedList, ListItem, HardBreak } = parts;
  return [
    ...[Document, Paragraph, Text, Bold, Italic, BulletList, OrderedList, HardBreak, parts.UndoRedo, parts.Gapcursor],
    ListItem.extend({ content: "paragraph" }),
    pictureNode(parts),
    Heading.configure({ levels: [4] }),
    parts.Link.configure({
      openOnClick: false,
      defaultProtocol: "https",
      protocols: ["mailto", "tel"],
      HTMLAttributes: { target: null, rel: null },
    }),
  ];
}

function labelOf(field) {
  const label = field.form.querySelector(`label[for="${field.id}"]`);
  label.id ||= `${field.id}_label`;
  return label;
}

function attributesOf(field, label) {
  const described = field.getAttribute("aria-describedby");
  return {
    class: "utrecht-textarea utrecht-textarea--html-textarea wn-rich__text wn-prose",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
    ...(described ? { "aria-describedby": described } : {}),
    ...(field.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
  };
}

function toolbar(editor, name, pick) {
  const bar = document.createElement("div");
  bar.className = "wn-rich__bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Opmaak: ${name}`);
  const toggles = BUTTONS.map(([text, command, mark]) => {
    const made = button(text, () => command(editor.chain().focus()).run());
    return [made, mark];
  });
  // Headings in the text stand under one of the page.
  const heading = document.createElement("h3");
  heading.className = "wn-hide";
  heading.textContent = name;
  bar.append(heading);
  const [linkButton, linkRow] = links(editor, name);
  bar.append(...toggles.map(([made]) => made), linkButton);
  // At the cursor; and at the end for who has not been in the text yet.
  let place = "end";
  editor.on("focus", () => (place = null));
  bar.append(button("Foto", () => pick(name, (html) => editor.chain().focus(place).insertContent(`${html}<p></p>`).run())));
  bar.append(button("Terug", () => editor.chain().focus().undo().run()));
  bar.append(linkRow);
  const show = () => {
    for (const [made, mark] of toggles) made.setAttribute("aria-pressed", String(editor.isActive(mark)));
  };
  editor.on("transaction", show);
  show();
  return bar;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "wn-rich__button";
  made.textContent = text;
  // A mouse leaves the cursor where it is in the text.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

// The address is typed in a line under the buttons; empty takes the link away.
function links(editor, name) {
  const row = document.createElement("div");
  row.className = "wn-rich__link";
  row.hidden = true;
  const input = document.createElement("input");
  input.className = "utrecht-textbox utrecht-textbox--html-input";
  input.type = "text";
  input.inputMode = "url";
  input.setAttribute("aria-label", `Adres van de link in: ${name}`);
  const done = () => {
    row.hidden = true;
    const typed = input.value.trim();
    const href = /^(https?:|mailto:|tel:|\/)/i.test(typed) || !typed ? typed : `https://${typed}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (href) chain.setMark("link", { href }).run();
    else chain.unsetMark("link").run();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Enter") done();
    else {
      row.hidden = true;
      editor.commands.focus();
    }
  });
  // What is typed here is not part of the draft.
  input.addEventListener("input", (event) => event.stopPropagation());
  row.append(input, button("Maak link", done));
  const open = button("Link", () => {
    row.hidden = !row.hidden;
    input.value = editor.getAttributes("link").href ?? "https://";
    if (!row.hidden) input.focus();
  });
  return [open, row];
}
