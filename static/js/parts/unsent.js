// The notebook fields of a page: keep first, then send, and show what still waits. Where a device cannot keep (no
// secure connection, private window), the form sends as any other.
import { allLines, dropLine, dropLines, keysOf } from "./drawer.js";
import { keep, OK, prepare, REFUSED, send, sendWaiting, waiting } from "./outbox.js";
import { canSeal } from "./vault.js";

const KEPT = "Je regel staat op dit apparaat, op slot.";
const hasText = () => [...document.querySelectorAll("textarea, .wn-jot [name=line]")].some((field) => field.value.trim());

export async function startUnsent(root = document) {
  const box = root.querySelector("[data-unsent]");
  if (!box || !canSeal()) return;
  const place = { ...box.dataset };
  for (const form of root.querySelectorAll("form[data-keep=jot]")) watch(form, place, box);
  try {
    await Promise.all([offerDevice(root, place, box), deliver(place, box)]);
  } catch {
    return; // this browser keeps nothing: the ordinary form is there
  }
  window.addEventListener("online", () => deliver(place, box));
}

async function deliver(place, box) {
  const sent = await sendWaiting(place);
  if (sent && document.querySelector("form.wn-bigjot[data-keep]") && !hasText()) {
    location.reload();
    return;
  }
  if (sent) say(box, [sent === 1 ? "1 regel is alsnog verstuurd." : `${sent} regels zijn alsnog verstuurd.`]);
  await show(place, box);
}

function say(box, words) {
  document.querySelector(".wn-messages")?.replaceChildren(); // what was said before is old now
  const line = box.querySelector("[data-said]");
  line.hidden = !words.length;
  line.querySelector("span").textContent = words.join(" ");
}

async function show(place, box) {
  const counts = await waiting(place.holder);
  for (const kind of ["mine", "others", "stuck"]) {
    const line = box.querySelector(`[data-${kind}]`);
    line.hidden = !counts[kind];
    line.querySelector("b").textContent = counts[kind];
  }
  const discard = document.querySelector("[data-unsent-discard]");
  if (discard) discard.hidden = !(counts.mine + counts.others + counts.stuck);
}

// The device gets its keys when someone starts to write, so that a page that is only read costs nothing.
function watch(form, place, box) {
  const field = form.elements.line;
  const getReady = () =>
    Promise.all([prepare(place), navigator.serviceWorker?.register(place.worker)]).catch(() => undefined);
  field.addEventListener("focus", getReady, { once: true });
  const promise = isBig(form) && form.querySelector("[data-works-offline]");
  if (promise) promise.hidden = !("serviceWorker" in navigator);
  if (isBig(form) || field === document.activeElement) getReady();
  form.addEventListener("submit", async (event) => {
    if (!field.value.trim()) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const known = await keysOf(place.holder).catch(() => undefined);
    if (!known) return form.submit(); // nothing can be kept here, so it goes as any other form
    await write(form, field, place, box).finally(() => delete form.dataset.busy);
  });
}

const isBig = (form) => form.classList.contains("wn-bigjot");

async function write(form, field, place, box) {
  const wijk = new URL(form.action).searchParams.get("wijk") ?? "";
  const content = { line: field.value, wijk, at: new Date().toISOString() };
  const line = await keep(place.holder, form.elements.uuid.value, content).catch(() => undefined);
  if (!line) {
    form.submit(); // the device is full, so it goes as any other form
    return;
  }
  const answer = await send(place, line, content, isBig(form) ? "" : "yes");
  if (answer?.status === REFUSED) {
    await dropLine(line.uuid); // it stands in the field still, to be put right
    say(box, answer.said);
    return;
  }
  field.value = "";
  form.elements.uuid.value = crypto.randomUUID();
  if (answer?.status === OK && isBig(form)) {
    location.reload();
    return;
  }
  say(box, answer?.said ?? [KEPT]);
  await show(place, box);
  field.focus();
}

// The page without sign-in.
async function offerDevice(root, place, box) {
  const form = root.querySelector("[data-device-form]");
  const keys = await keysOf(place.holder);
  for (const link of root.querySelectorAll("[data-device-link]")) {
    link.hidden = !keys;
  }
  if (!form) return;
  navigator.serviceWorker?.register(place.worker).catch(() => undefined);
  form.hidden = !keys;
  root.querySelector("[data-device-none]").hidden = Boolean(keys);
  const field = form.elements.line;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    try {
      await keep(keys.holder, crypto.randomUUID(), { line: field.value, wijk: "", at: new Date().toISOString() });
    } catch {
      say(box, ["Dit apparaat is vol. Je regel is nog niet bewaard."]);
      return;
    }
    field.value = "";
    say(box, [KEPT]);
    await deliver(place, box);
    field.focus();
  });
  root.querySelector("[data-unsent-discard] button").addEventListener("click", async () => {
    const count = (await allLines()).length;
    if (!confirm(`Weet je het zeker? ${count} niet verstuurde regels gaan weg.`)) return;
    await dropLines();
    await show(place, box);
  });
}
