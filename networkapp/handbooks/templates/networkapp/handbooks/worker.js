/*
 * Shows handbooks that were saved on this device if the network fails. Everything else comes from the network; this
 * worker answers only with saved copies, and saves nothing itself.
 * js/copies.js keeps and describes the copies: one cache for each, named after whom it is bound to, with its facts in it.
 */
const CACHES = "networkapp.kept.", SHELL = `${CACHES}1.shell`, COPIES = `${CACHES}1.copy.`;
const PLACE = "{% url 'networkapp:on_this_device' %}", FACTS = `${PLACE}facts/`, BEGUN = `${PLACE}begun/`;
const STANDING = "{% url 'networkapp:copies_standing' %}";
const HELP = "{% url 'networkapp:help' as help %}{{ help }}";
const PATIENCE = 5_000, OFTEN = 3_600_000, DAY = 24 * 3_600_000;
const LONGEST_UNSEEN = 30 * DAY, LONGEST_UNSEEN_PACK = 7 * DAY;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function begin() {
  await self.clients.claim();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHES) && !name.startsWith(`${CACHES}1.`)).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // The help page is left alone: nothing is requested, stored or recorded because of a visit.
  if (request.method !== "GET" || origin !== self.location.origin || (HELP && pathname.startsWith(HELP))) return;
  if (request.mode === "navigate") {
    const network = fetch(request);
    event.respondWith(page(request, network));
    event.waitUntil(network.then(lookInTurn, () => {}));
  } else if (["style", "script", "image"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(() => part(request)));
  }
});

/** The page from the network; the copy of it where that fails or takes too long; else what there is to read here. */
async function page(request, network) {
  const kept = await copyOf(request);
  if (!kept) return network.catch(async () => (await (await caches.open(SHELL)).match(PLACE)) ?? Response.error());
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([network.catch(() => null), late]);
  return answer && ![502, 503, 504].includes(answer.status) ? answer : kept;
}

async function part(request) {
  for (const name of [...(await copies()), SHELL]) {
    const found = await (await caches.open(name)).match(request.url);
    if (found) return found;
  }
  return Response.error();
}

async function copyOf(request) {
  for (const name of await copies()) {
    const cache = await caches.open(name);
    const found = await cache.match(request.url);
    if (found && !tooOld(await facts(cache))) return found;
  }
  return null;
}

async function copies() {
  return (await caches.keys()).filter((name) => name.startsWith(COPIES));
}

async function facts(cache) {
  return (await cache.match(FACTS))?.json();
}

/**
 * What is not for everybody is not shown when nobody could say for a month that it still may be; the papers of a meeting
 * for a week.
 */
function tooOld(about) {
  if (!about) return true;
  const longest = about.key.startsWith("pack-") ? LONGEST_UNSEEN_PACK : LONGEST_UNSEEN;
  return Boolean(about.reader) && Date.now() - about.seen > longest;
}

/** One after the other: an answer of before its reader signed out would bring back what a later one removes. */
let looked = Promise.resolve();
function lookInTurn() {
  looked = looked.then(look).catch(() => {});
  return looked;
}

/** The site is there: what may not stay on this device goes, and whether something newer is there is noted. */
async function look() {
  const known = [];
  for (const name of await copies()) {
    const cache = await caches.open(name);
    const at = (await cache.match(FACTS)) ? FACTS : BEGUN;
    known.push({ name, at, about: await (await cache.match(at))?.json() });
  }
  if (!known.length) return rest();
  // Incomplete copies are removed, too, if they are no longer allowed here.
  const named = known.filter(({ about }) => about);
  const due = named.some(({ about }) => about.reader || Date.now() - about.seen > OFTEN);
  if (!due) return;
  const asked = new URLSearchParams(named.map(({ about }) => ["copy", about.key]));
  const answer = await fetch(`${STANDING}?${asked}`);
  if (!answer.ok || answer.redirected) return;
  const { reader, copies: statuses } = await answer.json();
  for (const { name, at, about } of named) {
    const stands = statuses[about.key] && (!about.reader || about.reader === reader);
    if (!stands) await caches.delete(name);
    else if (await caches.has(name)) await (await caches.open(name)).put(at, noted({ ...about, ...statuses[about.key] }));
  }
}

/** Facts under which a copy stands: `newest` and `newest_at` as the site has just said. */
function noted(about) {
  return new Response(JSON.stringify({ ...about, seen: Date.now() }));
}

/** No copies are left: the worker unregisters. */
async function rest() {
  await caches.delete(SHELL);
  await self.registration.unregister();
}
