// A line of the notebook is first kept on the device, then sent; it leaves the device once the server has it. Its number
// goes along each time, so that a line that is sent again is still one line.
import { allLines, dropLine, keysOf, putKeys, putLine } from "./drawer.js";
import { makeKeys, seal, unlock, unseal } from "./vault.js";

const PATIENCE = 15_000;
export const OK = 200;
export const REFUSED = 422;

const about = (line) => `${line.holder}/${line.uuid}`;
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

// The answer, or nothing when there is no network, nobody is signed in, or the server is not well.
async function post(url, values) {
  if (!token()) return undefined; // nobody signed in here since the browser was opened
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isData = response.headers.get("Content-Type")?.startsWith("application/json");
    return isData ? { status: response.status, ...(await response.json()) } : undefined;
  } catch {
    return undefined;
  }
}

// Makes this device ready for whoever is signed in; needs the network once.
export async function prepare(place) {
  const known = place.holder && (await keysOf(place.holder));
  if (!place.holder || known) return;
  const told = await post(place.secret, {});
  if (told?.status === OK) await renew(told);
}

async function renew({ holder, secret }) {
  await putKeys({ holder: String(holder), usedAt: Date.now(), ...(await makeKeys(secret)) });
}

export async function keep(holder, uuid, content) {
  const keys = await keysOf(holder);
  const line = { uuid, holder: keys.holder };
  await putLine({ ...line, ...(await seal(keys, content, about(line))) });
  navigator.storage?.persist?.();
  return line;
}

// Sends one line that was just written; the answer as of `post`.
export async function send(place, line, content, stay) {
  const [path, wijk] = [place.receive, content.wijk];
  const values = { holder: line.holder, uuid: line.uuid, line: content.line, written_at: content.at };
  const answer = await post(wijk ? `${path}?wijk=${encodeURIComponent(wijk)}` : path, stay ? { ...values, stay } : values);
  if (answer?.status === OK) await dropLine(line.uuid);
  return answer;
}

// Sends what waits for whoever is signed in now; returns how many went. What does not open or is refused stays.
export async function sendWaiting(place) {
  if (!(await unsent()).length) return 0;
  const told = await post(place.secret, {});
  if (told?.status !== OK) return 0;
  const holder = String(told.holder);
  const mine = (await unsent()).filter((line) => line.holder === holder);
  const keys = await keysOf(holder);
  const key = keys && (await unlock(keys, told.secret).catch(() => undefined));
  if (!key) {
    await renew(told);
    await markStuck(mine);
    return 0;
  }
  await putKeys({ ...keys, usedAt: Date.now() });
  let sent = 0;
  for (const line of mine) {
    const content = await unseal(key, line, about(line)).catch(() => undefined);
    const answer = content ? await send(place, line, content, "yes") : { status: REFUSED };
    if (!answer) break;
    if (answer.status === OK) sent += 1;
    if (answer.status === REFUSED) await markStuck([line]);
  }
  return sent;
}

const unsent = async () => (await allLines()).filter((line) => !line.stuck);

async function markStuck(lines) {
  for (const line of lines) await putLine({ ...line, stuck: true });
}

// How many lines wait: of the writer on this page (or who was here last), of others, and for good.
export async function waiting(holder) {
  const lines = await allLines();
  const own = holder || (await keysOf())?.holder;
  const stuck = lines.filter((line) => line.stuck).length;
  const mine = lines.filter((line) => !line.stuck && line.holder === own).length;
  return { mine, stuck, others: lines.length - stuck - mine };
}
