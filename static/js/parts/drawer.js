// What this device keeps: per writer a pair of keys, and the sealed lines that were not sent yet. A write is done when
// it stands on the disk, so that a browser that is stopped right after loses nothing.
let opened;

function drawer() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("wijknet-kladblok", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", { keyPath: "holder" });
      request.result.createObjectStore("lines", { keyPath: "uuid" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function work(store, mode, act) {
  const transaction = (await drawer()).transaction(store, mode, { durability: "strict" });
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const putKeys = (keys) => work("keys", "readwrite", (store) => store.put(keys));
export const allKeys = () => work("keys", "readonly", (store) => store.getAll());
export const putLine = (line) => work("lines", "readwrite", (store) => store.put(line));
export const dropLine = (uuid) => work("lines", "readwrite", (store) => store.delete(uuid));
export const dropLines = () => work("lines", "readwrite", (store) => store.clear());
export const allLines = () => work("lines", "readonly", (store) => store.getAll());

// The keys of this writer, or, when nobody is signed in, of who was here last.
export async function keysOf(holder) {
  const all = await allKeys();
  if (holder) return all.find((keys) => keys.holder === holder);
  return all.sort((one, other) => other.usedAt - one.usedAt)[0];
}
