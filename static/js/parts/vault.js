// Seals a line on this device, so that anyone may add one and only its writer reads it. Every line gets a key of its
// own by ECDH with the device's public key; the private key is kept locked with a secret that the server tells after
// sign-in. What is not the writer's, or was changed, does not open.
const { subtle } = globalThis.crypto ?? {};
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const encode = (text) => new TextEncoder().encode(text);
const random = (size) => crypto.getRandomValues(new Uint8Array(size));

export const canSeal = () => Boolean(subtle && globalThis.indexedDB);

async function aes(bits, salt, use) {
  const base = await subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: encode("WijkNet kladblok 1") };
  return subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

const shared = (mine, theirs) => subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
const publicKey = (raw) => subtle.importKey("raw", raw, CURVE, false, []);

// A pair of keys for one writer on this device: the public one open, the private one locked with the secret.
export async function makeKeys(secret) {
  const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const [salt, iv] = [random(16), random(12)];
  const lock = await aes(encode(secret), salt, "wrapKey");
  const locked = await subtle.wrapKey("pkcs8", pair.privateKey, lock, { name: "AES-GCM", iv });
  return { open: await subtle.exportKey("raw", pair.publicKey), locked, salt, iv };
}

export async function unlock(keys, secret) {
  const lock = await aes(encode(secret), keys.salt, "unwrapKey");
  return subtle.unwrapKey("pkcs8", keys.locked, lock, { name: "AES-GCM", iv: keys.iv }, CURVE, false, ["deriveBits"]);
}

// `about` is bound to what is sealed: a line that was moved to another writer or number does not open.
export async function seal(keys, content, about) {
  const once = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const [salt, iv] = [random(16), random(12)];
  const key = await aes(await shared(once.privateKey, await publicKey(keys.open)), salt, "encrypt");
  const how = { name: "AES-GCM", iv, additionalData: encode(about) };
  const sealed = await subtle.encrypt(how, key, encode(JSON.stringify(content)));
  return { once: await subtle.exportKey("raw", once.publicKey), salt, iv, sealed };
}

export async function unseal(privateKey, box, about) {
  const key = await aes(await shared(privateKey, await publicKey(box.once)), box.salt, "decrypt");
  const how = { name: "AES-GCM", iv: box.iv, additionalData: encode(about) };
  return JSON.parse(new TextDecoder().decode(await subtle.decrypt(how, key, box.sealed)));
}
