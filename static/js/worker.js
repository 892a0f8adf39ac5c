// The service worker: without network every page becomes the page to write a line on. It keeps that page and what it is
// made of, asked for without cookies, and nothing else. `self.kept` is set by the server.
const { page, files, version } = self.kept;
const NAME = `kladblok-${version}`;

self.addEventListener("install", (event) => {
  const asked = [page, ...files].map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(asked)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("kladblok-") && name !== NAME));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const kept = async (url) => (await caches.match(url, { ignoreVary: true })) ?? Response.error();

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept(page)));
  } else if (files.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => kept(request.url)));
  }
});
